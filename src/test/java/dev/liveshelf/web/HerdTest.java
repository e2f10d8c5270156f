package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.liveshelf.RunningShop;
import dev.liveshelf.stock.Session;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back after a wake of five thousand: the tutorial's way, all at once, and ours. Prints both. */
class HerdTest {

    private static final int VIEWERS = 5_000;
    private static final int WAKES = 3;

    /** Two for each millisecond are twenty; at random, more than fifty come together once in some hundred thousand runs. */
    private static final int MOST_IN_10_MILLIS = 50;

    @TempDir
    Path data;

    private final long seed = new Random().nextLong();

    @BeforeEach
    void enoughFilesMayBeOpen() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
        assumeTrue(files > 2 * VIEWERS + 500, "Needs more open files: ulimit -n 12000");
    }

    @Test
    void comesBackSpreadAndNobodyMissesTheNextChange() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            Wakes atOnce = wakes(shop, /* obedient= */ false);
            Wakes spread = wakes(shop, /* obedient= */ true);

            print("All at once, as in the tutorial", atOnce.arrivals);
            print("Within pollafter", spread.arrivals);
            // Not how they arrived: a slow machine tells them one after the other, and so spreads them itself.
            assertThat(highest(spread.delays)).as("seed %d", seed).isLessThanOrEqualTo(MOST_IN_10_MILLIS);
            assertThat(highest(atOnce.delays)).as("the tutorial's way").isGreaterThan(MOST_IN_10_MILLIS);
        }
    }

    /** Who came back after each wake in each ten milliseconds; the lowest peak is first. */
    private record Wakes(List<int[]> arrivals, List<int[]> delays) {}

    /** Wakes them some times, and once more while they are coming back. */
    private Wakes wakes(RunningShop shop, boolean obedient) throws Exception {
        long version = 1 + change(shop, 0);
        Wakes wakes = new Wakes(new ArrayList<>(), new ArrayList<>());
        String known = RunningShop.json(shop.get("status?wait=0")).getString("version");
        try (Herd herd = new Herd(shop, VIEWERS, known, new Random(seed), obedient)) {
            for (int i = 0; i < WAKES; i++) {
                await().atMost(Duration.ofSeconds(30)).until(() -> shop.cart().viewers() == VIEWERS);
                herd.await(version);
                assertThat(change(shop, 1 + i)).isEqualTo(version++);
                herd.run(() -> herd.returned() == VIEWERS);
                assertThat(herd.informed()).isEqualTo(VIEWERS);
                wakes.arrivals.add(herd.arrivals());
                wakes.delays.add(herd.delays());
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> shop.cart().viewers() == VIEWERS);
            herd.await(version);
            change(shop, 1 + WAKES);
            herd.run(() -> herd.returned() > VIEWERS / 2);
            herd.await(version + 1);
            change(shop, 2 + WAKES);
            herd.run(() -> herd.informed() == VIEWERS);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            change(shop, shop.cart().viewers() % 2); // whoever has gone is noticed when told
            return shop.cart().viewers() == 0;
        });
        wakes.arrivals.sort(Comparator.comparingInt(HerdTest::peak));
        wakes.delays.sort(Comparator.comparingInt(HerdTest::peak));
        return wakes;
    }

    /** Returns the version it made. */
    private static long change(RunningShop shop, int round) {
        return shop.cart()
                .moveItemToCart(new Session("ann"), "P", 1 + round % 2)
                .toCompletableFuture()
                .join()
                .level()
                .version()
                .n();
    }

    private static int peak(int[] arrivals) {
        return Arrays.stream(arrivals).max().orElse(0);
    }

    private static int highest(List<int[]> wakes) {
        return peak(wakes.get(WAKES - 1));
    }

    private static void print(String way, List<int[]> wakes) {
        int[] typical = wakes.get(WAKES / 2);
        System.out.println(way + ": back within " + typical.length * 10 + " ms; peaks per 10 ms "
                + wakes.stream().map(HerdTest::peak).toList() + "; one wake " + Arrays.toString(typical));
    }
}
