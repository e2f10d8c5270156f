package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two thousand connections that want nothing but to be held: carts of others are as quick as ever. */
@Tag("soak")
class SlowAttackIT {
    private static final int CONNECTIONS = 2_000;
    private static final Duration ENOUGH = Duration.ofMillis(50);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "slow heads, -H -i 5 -x 24, status?wait=0",
        "slow bodies, -B -i 5 -x 8 -s 16000, cart",
        "slow reading, -X -w 16 -y 64 -n 5 -z 8 -k 3, assets/liveshelf.d.ts"
    })
    void cartsStayQuickUnderSlowhttptest(String what, String options, String path) throws Exception {
        Needs.command("slowhttptest");
        try (ShopProcess shop = ShopProcess.start(home)) {
            List<String> command = new ArrayList<>(List.of("slowhttptest"));
            command.addAll(List.of(options.split(" ", -1)));
            command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-r", "500", "-l", "45", "-p", "3"));
            command.addAll(List.of("-u", shop.address() + path));
            try (Program attack = Program.start(command, Map.of())) {
                measure(what, shop.address(), attack::isAlive);
            }
            assertThat(shop.log()).as("that it is open, and nothing since").hasSize(2);
        }
    }

    @Test
    void cartsStayQuickWithThousandsOfConnectionsThatSayNothing() throws Exception {
        try (ShopProcess shop = ShopProcess.start(home)) {
            List<PlainCaller> silent = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    PlainCaller caller = new PlainCaller(shop.address());
                    caller.say(i % 2 == 0 ? "" : "GET /sta");
                    silent.add(caller);
                }
                long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                measure("half-open connections", shop.address(), () -> System.nanoTime() < end);
                assertThat(silent.get(1).hearRest())
                        .as("what one who trickles hears")
                        .isEmpty();
            } finally {
                for (PlainCaller caller : silent) {
                    caller.close();
                }
            }
        }
    }

    private static void measure(String what, URI shop, BooleanSupplier goesOn) throws IOException {
        Visitor visitor = new Visitor(shop);
        List<Duration> took = new ArrayList<>();
        for (int i = 0; goesOn.getAsBoolean(); i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = i % 2 == 0 ? visitor.add("ann", "P") : visitor.remove("ann", "P");
            took.add(Duration.ofNanos(System.nanoTime() - start));
            assertThat(answer.statusCode()).isEqualTo(200);
            LockSupport.parkNanos(5_000_000); // a shopper, not a load
        }
        took.sort(null);
        Duration p99 = took.get(took.size() * 99 / 100);
        System.out.println(what + ": " + took.size() + " carts, half of them within "
                + took.get(took.size() / 2).toMillis() + " ms, 99 of 100 within " + p99.toMillis() + " ms");
        assertThat(took).hasSizeGreaterThan(200);
        assertThat(p99).isLessThan(ENOUGH);
    }
}
