package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.redis.RedisServer;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two shops on one Redis are one shop, whichever of them one talks to. */
class TwoNodesTest {

    @TempDir
    static Path home;

    private static RedisServer redis;
    private static RunningShop here;
    private static RunningShop there;

    @BeforeAll
    static void open() throws Exception {
        redis = RedisServer.start(home.resolve("redis"));
        here = node("here");
        there = node("there");
    }

    @AfterAll
    static void close() {
        if (there != null) {
            there.close();
            here.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void whatIsPutInACartHereIsNewsThere() throws Exception {
        JsonObject before = RunningShop.json(there.get("status?item=NEWS&wait=0"));
        CompletableFuture<HttpResponse<String>> viewer =
                there.getLater("status?item=NEWS&wait=20&since=" + before.getString("version"));
        awaitViewer(there);

        JsonObject mine = add(here, "ann", "NEWS");

        JsonObject news = RunningShop.json(viewer.get(2, TimeUnit.SECONDS));
        assertThat(news.getString("version")).isEqualTo(mine.getString("version"));
        assertThat(news.getString("inventorycount")).isEqualTo("9");
    }

    @Test
    void onesOwnWriteHereIsKnownThereAndNoCountGoesBack() throws Exception {
        there.get("status?item=OWN&wait=0");
        for (int i = 1; i <= 20; i++) {
            JsonObject mine = add(here, "shopper" + i, "OWN");
            JsonObject seen = RunningShop.json(there.get("status?item=OWN&wait=0&since=" + mine.getString("version")));

            assertThat(seen.getString("version")).isEqualTo(mine.getString("version"));
        }
    }

    @Test
    void aHoldThatEndsIsToldEverywhereAtThatMoment() throws Exception {
        JsonObject mine = add(here, "eve", "ENDS");
        Instant end = Instant.parse(mine.getString("expires"));
        String poll = "status?item=ENDS&wait=20&since=" + mine.getString("version");
        CompletableFuture<Instant> viewerHere = here.getLater(poll).thenApply(answer -> Instant.now());
        CompletableFuture<Instant> viewerThere = there.getLater(poll).thenApply(answer -> Instant.now());

        for (CompletableFuture<Instant> told : List.of(viewerHere, viewerThere)) {
            Duration late = Duration.between(end, told.get(20, TimeUnit.SECONDS));
            System.out.println("A hold that ended was told after " + late.toMillis() + " ms");
            assertThat(late).isBetween(Duration.ZERO, Duration.ofMillis(500));
        }
        assertThat(RunningShop.json(there.get("status?item=ENDS&wait=0")).getString("inventorycount"))
                .isEqualTo("10");
    }

    @Test
    void healthNamesTheStoreAndNoPassword() throws Exception {
        assertThat(here.get("health").body()).contains("\"store\":\"redis\"").doesNotContain("redis://");
    }

    private static void awaitViewer(RunningShop shop) throws Exception {
        while (RunningShop.json(shop.get("health")).getInt("viewers") == 0) {
            Thread.onSpinWait();
        }
    }

    private static JsonObject add(RunningShop shop, String session, String item) throws Exception {
        return RunningShop.json(shop.cart(Map.of("session", session, "action", "add", "item", item)));
    }

    private static RunningShop node(String name) throws Exception {
        return new RunningShop(
                home.resolve(name), "redis", redis.uri(), "items", "NEWS=10,OWN=30,ENDS=10", "hold", "3s");
    }
}
