package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half an hour of a busy shop, or {@code -Dsoak.minutes}: nothing grows, and in the end every page shows the truth. */
@Tag("soak")
class SoakIT {
    private static final int PAGES = 3_000;
    private static final int HOT = 20;

    /** Nobody looks at these, and a hundred changes a second fill their ledgers, of 1,100 movements each, in eight minutes. */
    private static final int QUIET = 40;

    /** Pages that leave, and come, in a second. */
    private static final int TURNOVER = 30;

    private static final int SAMPLES = 10;

    /** Up to 16 MB it is small enough to be left alone; and what a second leaves behind comes on top. */
    private static final long STORE_BYTES = 64 << 20;

    /** Orders and lost carts are remembered by the million and the hundred thousand: nothing is full after half an hour. */
    private static final long BYTES_EACH_CART = 100;

    private static final Duration HOLD = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** @param contentBytes of the file, without what it has no need of any more: the size of a backup */
    private record Sample(
            long seconds, Footprint footprint, long fileBytes, long contentBytes, int viewers, int carts) {
        @Override
        public String toString() {
            return String.format(
                    "| %d | %d | %d | %.1f | %.0f | %d | %d | %.1f | %.1f |",
                    seconds,
                    viewers,
                    carts,
                    footprint.heap() / 1e6,
                    footprint.memory() / 1e6,
                    footprint.threads(),
                    footprint.files(),
                    fileBytes / 1e6,
                    contentBytes / 1e6);
        }
    }

    @Test
    void nothingGrowsAndEveryPageEndsWithTheTruth() throws Exception {
        Duration length = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));
        System.out.println("soak of " + length.toMinutes() + " minutes: -Dseed=" + seed);
        List<String> hot = items("hot", HOT);
        List<String> quiet = items("quiet", QUIET);
        try (ShopProcess shop = open();
                Pages pages = new Pages(shop.address(), hot, new Random(seed))) {
            Visitor visitor = new Visitor(shop.address());
            stock(visitor, hot, quiet);
            pages.open(PAGES, 10_000);
            await().atMost(Duration.ofMinutes(1)).until(() -> visitor.viewers() > PAGES * 9 / 10);
            List<Sample> samples = new ArrayList<>();
            try (SoakShoppers few = new SoakShoppers(visitor, hot, 2, /* thinkMillis= */ 200, seed);
                    SoakShoppers many = new SoakShoppers(visitor, quiet, 4, /* thinkMillis= */ 40, seed + 1)) {
                long start = System.nanoTime();
                long between = length.toNanos() / SAMPLES;
                while (System.nanoTime() - start < length.toNanos()) {
                    Drill.lasts(Duration.ofSeconds(1));
                    pages.leave(TURNOVER);
                    pages.open(TURNOVER, 1_000);
                    if (System.nanoTime() - start >= between * (samples.size() + 1)) {
                        samples.add(sample(start, shop, visitor, few.answers() + many.answers()));
                    }
                }
                samples.add(sample(start, shop, visitor, few.answers() + many.answers()));
                assertThat(few.complaints()).isEmpty();
                assertThat(many.complaints()).isEmpty();
            }
            print(samples);
            await().atMost(HOLD.multipliedBy(3)).until(() -> hot.stream().allMatch(item -> held(visitor, item) == 0));
            assertEveryPageShowsTheTruth(visitor, pages, hot);
            assertThat(visitor.get("shop/audit", BackEnd.AUTHORIZED).body()).isEqualTo("{\"findings\":[]}");
            Log.assertClean(shop.log());
            assertFlat(samples);
        }
    }

    private static List<String> items(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    private ShopProcess open() throws IOException {
        return ShopProcess.start(
                home,
                "token=" + BackEnd.TOKEN,
                "hold=" + HOLD.toSeconds() + "s",
                "hold.limit=60s",
                "-Xmx256m",
                "-XX:+UseParallelGC");
    }

    private static void stock(Visitor visitor, List<String> hot, List<String> quiet) throws IOException {
        StringBuilder table = new StringBuilder("item,onhand\n");
        hot.forEach(item -> table.append(item).append(",10\n"));
        quiet.forEach(item -> table.append(item).append(",10\n"));
        assertThat(visitor.put("shop/items.csv", table.toString(), BackEnd.AUTHORIZED)
                        .statusCode())
                .isEqualTo(200);
    }

    private Sample sample(long start, ShopProcess shop, Visitor visitor, int carts) throws IOException {
        long file = Files.size(home.resolve("data/stock.mv"));
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        String backup = Visitor.json(visitor.postJson("shop/backup", "", BackEnd.AUTHORIZED))
                .getString("file");
        long content = Files.size(Path.of(backup));
        return new Sample(seconds, Footprint.of(shop.pid()), file, content, visitor.viewers(), carts);
    }

    private static void print(List<Sample> samples) {
        System.out.println(
                "| s | viewers | cart answers | heap in use, MB | resident, MB | threads | files | store, MB | its content, MB |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        samples.forEach(System.out::println);
    }

    /** From the first third on: by then ledgers are as long as they may be. */
    private static void assertFlat(List<Sample> samples) {
        Sample early = samples.get(samples.size() / 3);
        Sample late = samples.get(samples.size() - 1);
        assertThat(late.footprint().heap())
                .as("heap")
                .isLessThan(early.footprint().heap() * 5 / 4);
        assertThat(late.footprint().threads())
                .as("threads")
                .isLessThan(early.footprint().threads() + 5);
        assertThat(late.footprint().files())
                .as("files")
                .isLessThan(early.footprint().files() + PAGES / 10);
        assertThat(samples).as("store").allMatch(sample -> sample.fileBytes() < STORE_BYTES);
        assertThat(late.contentBytes() - early.contentBytes())
                .as("content of the store")
                .isLessThan(BYTES_EACH_CART * (late.carts() - early.carts()));
    }

    private static void assertEveryPageShowsTheTruth(Visitor visitor, Pages pages, List<String> hot)
            throws IOException {
        Map<String, Integer> events = pages.events();
        await().atMost(HOLD).until(() -> {
            Map<String, String> versions = new HashMap<>();
            for (String item : hot) {
                versions.put(item, visitor.version(item));
            }
            return pages.unaware(versions) == 0;
        });
        System.out.println("pages: " + events);
        assertThat(events).doesNotContainKey(OpenPage.SHOWN);
    }

    private static int held(Visitor visitor, String item) {
        try {
            return visitor.level(item).getInt("held");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
