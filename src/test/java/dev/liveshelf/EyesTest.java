package dev.liveshelf;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a running shop, and nobody else. */
class EyesTest {

    private static final String[] OPERATOR = {"Authorization", "Bearer secret-token"};
    private static final String SESSION = "a-session-of-a-shopper";

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "token", "secret-token", "items", "SKU-7=3", "viewers.limit", "2", "tick", "0");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void metricsAreForWhoeverHasTheToken() throws Exception {
        assertThat(shop.get("metrics").statusCode()).isEqualTo(401);
        assertThat(shop.get("metrics", "Authorization", "Bearer secret").statusCode())
                .isEqualTo(401);
        HttpResponse<String> metrics = shop.get("metrics", OPERATOR);
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void withoutATokenMetricsAreClosed(@TempDir Path other) throws Exception {
        try (RunningShop closed = new RunningShop(other)) {
            assertThat(closed.get("metrics", OPERATOR).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void changesAreCountedByVerbAndOutcome() throws Exception {
        shop.add(SESSION);
        shop.cart(Map.of("session", SESSION, "action", "add", "quantity", "4"));
        shop.remove(SESSION);

        Metrics metrics = Metrics.of(shop, OPERATOR);
        assertThat(metrics.value("liveshelf_changes_total", "verb=\"hold\"", "outcome=\"done\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_changes_total", "verb=\"hold\"", "outcome=\"not_enough\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_changes_total", "verb=\"release\"", "outcome=\"done\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_engine_seconds_count", "verb=\"hold\""))
                .isEqualTo(2);
        assertThat(metrics.value("liveshelf_hold_age_seconds_count", "end=\"released\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_store_sync_seconds_count")).isEqualTo(3); // the first is the filling
        assertThat(metrics.value("liveshelf_store_sync_steps_sum")).isGreaterThanOrEqualTo(2);
        assertThat(metrics.value("liveshelf_store_bytes")).isPositive();
    }

    @Test
    void aWakeIsCountedAndWhomItTold() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?since=" + version());
        await().until(() -> shop.cart().viewers() == 1);
        assertThat(Metrics.of(shop, OPERATOR).value("liveshelf_viewers", "kind=\"poll\""))
                .isEqualTo(1);

        shop.add(SESSION);
        poll.get(5, TimeUnit.SECONDS);

        await().until(() -> Metrics.of(shop, OPERATOR).value("liveshelf_wake_seconds_count") == 1);
        Metrics metrics = Metrics.of(shop, OPERATOR);
        assertThat(metrics.value("liveshelf_told_total")).isEqualTo(1);
        assertThat(metrics.value("liveshelf_viewers_untold")).isZero();
        assertThat(metrics.value("liveshelf_viewers", "kind=\"poll\"")).isZero();
    }

    @Test
    void refusalsAreCountedByTheirReason() throws Exception {
        shop.get("status?item=NO");
        shop.get("nowhere/" + SESSION);
        shop.get("shop/items");

        Metrics metrics = Metrics.of(shop, OPERATOR);
        assertThat(metrics.value("liveshelf_refusals_total", "status=\"404\"", "reason=\"There is no such item\""))
                .isEqualTo(1);
        assertThat(metrics.value(
                        "liveshelf_refusals_total", "status=\"401\"", "reason=\"The token is missing or wrong\""))
                .isEqualTo(1);
    }

    @Test
    void noMetricHasASessionAnItemOrAToken() throws Exception {
        shop.add(SESSION);
        shop.get("status?item=SKU-7&wait=0&session=" + SESSION);
        shop.get("status?item=SKU-8" + SESSION);
        shop.get(SESSION);
        shop.post("shop/checkout", "{\"session\":\"" + SESSION + "\",\"order\":\"A-1001\"}", OPERATOR);
        shop.post("shop/checkout", "{\"session\":\"" + SESSION + "\",\"order\":\"A-1002\"}", OPERATOR);

        String metrics = shop.get("metrics", OPERATOR).body();

        assertThat(metrics)
                .contains("reason=\"The cart is empty\"")
                .doesNotContain("SKU-", SESSION, "secret-token", "A-100");
    }

    @Test
    void aFullWaitingRoomIsSaidAndCartsGoOn() throws Exception {
        String poll = "status?since=" + version();
        List<CompletableFuture<HttpResponse<String>>> seated = List.of(shop.getLater(poll), shop.getLater(poll));
        await().until(() -> shop.cart().viewers() == 2);
        assertThat(shop.get(poll).statusCode()).isEqualTo(503);

        HttpResponse<String> health = shop.get("health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json(health).getJsonArray("trouble").toString()).contains("The waiting room is full: 2 viewers");
        assertThat(Metrics.of(shop, OPERATOR)
                        .value("liveshelf_refusals_total", "status=\"503\"", "reason=\"The waiting room is full\""))
                .isEqualTo(1);
        assertThat(shop.add(SESSION).getInt("incart")).isEqualTo(1);
        for (CompletableFuture<HttpResponse<String>> told : seated) {
            assertThat(told.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aShopThatIsClosingIsAliveAndNotReady() throws Exception {
        assertThat(shop.get("health").statusCode()).isEqualTo(200);

        shop.cart().close();

        HttpResponse<String> health = shop.get("health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(json(health).getBoolean("draining")).isTrue();
        assertThat(json(health).getJsonArray("trouble").toString()).contains("The shop is closing");
        assertThat(shop.get("health/live").statusCode()).isEqualTo(200);
        assertThat(shop.get("health/live").body()).isEqualTo("{\"live\":true}");
    }

    @Test
    void theHistoryIsForWhoeverHasTheTokenAndBeginsEmpty() throws Exception {
        assertThat(shop.get("shop/history").statusCode()).isEqualTo(401);

        JsonObject history = json(shop.get("shop/history", OPERATOR));

        assertThat(history.getInt("step")).isEqualTo(15);
        assertThat(history.getJsonArray("samples")).isEmpty(); // the first comes after 15 s
    }

    private String version() throws Exception {
        return json(shop.get("status?wait=0")).getString("version");
    }
}
