package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines on the wire, by the clock on the wall. To the millisecond they are in the stock's contract. */
class DeadlineTest {

    @TempDir
    Path data;

    @Test
    void aLineSaysWhenItGoesBackAndTheLevelWhenTheNextOneDoes() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            JsonObject line = shop.add("ann");

            assertThat(Instant.parse(line.getString("expires")))
                    .isBetween(Instant.now().plusSeconds(890), Instant.now().plusSeconds(900));
            assertThat(line.getString("nextexpiry")).isEqualTo(line.getString("expires"));
            assertThat(json(shop.get("status?wait=0")).getString("nextexpiry")).isEqualTo(line.getString("expires"));
            assertThat(json(shop.get("cart?session=ann"))
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("expires"))
                    .isEqualTo(line.getString("expires"));
        }
    }

    @Test
    void everyViewerHearsOfAnExpiryWithoutAnyoneAsking() throws Exception {
        try (RunningShop shop = new RunningShop(data, "hold", "1s")) {
            JsonObject line = shop.add("ann");
            Instant expires = Instant.parse(line.getString("expires"));

            CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?since=" + line.getString("version"));
            JsonObject news = json(poll.get(10, TimeUnit.SECONDS));

            assertThat(Instant.now()).isAfterOrEqualTo(expires);
            assertThat(news.getString("inventorycount")).isEqualTo("10");
            assertThat(news.containsKey("nextexpiry")).isFalse();
            assertThat(json(shop.get("cart?session=ann")).getJsonArray("items")).isEmpty();
        }
    }

    @Test
    void extendingMovesTheDeadlineOn() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            Instant before = Instant.parse(shop.add("ann").getString("expires"));
            await().until(() -> Instant.now().isAfter(before.minusSeconds(900).plusMillis(5)));

            JsonObject line = json(shop.cart(Map.of("session", "ann", "action", "extend")));

            assertThat(Instant.parse(line.getString("expires"))).isAfter(before);
            assertThat(line.getInt("incart")).isEqualTo(1);
        }
    }

    @Test
    void whatIsNotInTheCartCannotBeExtended() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            HttpResponse<String> response = shop.cart(Map.of("session", "ann", "action", "extend"));

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(json(response).getString("title")).isEqualTo("It is not in the cart");
        }
    }

    @Test
    void withAHoldTimeOfZeroThereIsNoDeadline() throws Exception {
        try (RunningShop shop = new RunningShop(data, "hold", "0")) {
            JsonObject line = shop.add("ann");

            assertThat(line.containsKey("expires")).isFalse();
            assertThat(line.containsKey("nextexpiry")).isFalse();
        }
    }

    @Test
    void thePageSaysHowLongItStaysInTheCart() throws Exception {
        try (RunningShop shop = new RunningShop(data, "items", "P=1")) {
            shop.add("ann");

            assertThat(shop.get("", "Cookie", "liveshelf_session=ann").body()).contains("Yours for another 15:00");
            assertThat(shop.get("").body()).contains("One may come back in 15:00");
        }
    }
}
