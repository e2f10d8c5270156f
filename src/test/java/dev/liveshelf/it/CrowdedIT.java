package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many connections as there may be: one more is told so at once, and whoever is in the shop notices nothing. */
class CrowdedIT {
    /** Viewers, and room for a thousand who do not wait. */
    private static final int MOST = 1_001;

    @TempDir
    private Path home;

    @Test
    void oneConnectionTooManyIsSentAwayInWordsAndTheOthersGoOn() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home, "viewers.limit=1")) {
            List<PlainCaller> callers = new ArrayList<>();
            try {
                for (int i = 0; i < MOST; i++) {
                    callers.add(new PlainCaller(shop.address()));
                }
                callers.get(0).ask("/health");
                assertThat(callers.get(0).hear()).startsWith("HTTP/1.1 200");
                callers.get(MOST - 1).ask("/status?wait=0");
                assertThat(callers.get(MOST - 1).hear()).startsWith("HTTP/1.1 200");

                long start = System.nanoTime();
                for (int i = 0; i < 5; i++) {
                    try (PlainCaller tooMany = new PlainCaller(shop.address())) {
                        assertThat(tooMany.hearRest())
                                .startsWith("HTTP/1.1 503")
                                .contains("Retry-After: 5", "Connection: close", "too many connections");
                    }
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                callers.get(1)
                        .say(
                                "POST /cart HTTP/1.1\r\nHost: shop\r\nContent-Length: 29\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\nsession=ann&action=add&item=P");
                assertThat(callers.get(1).hear()).contains("\"incart\":1");

                for (PlainCaller caller : callers.subList(2, 12)) {
                    caller.close();
                }
                await().until(() -> new Visitor(shop.address()).get("health").statusCode() == 200);
            } finally {
                for (PlainCaller caller : callers) {
                    caller.close();
                }
            }
            assertThat(shop.log())
                    .filteredOn(line -> line.contains("event=connections_full limit=" + MOST))
                    .hasSize(1);
            Log.assertClean(shop.log());
        }
    }
}
