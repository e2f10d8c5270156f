package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,Q=5", "wait", "5s", "viewers.limit", "40");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void withoutWaitingTheLevelIsAnsweredAtOnce() throws Exception {
        HttpResponse<String> response = shop.get("status?item=P&wait=0");

        String version = json(response).getString("version");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body())
                .isEqualTo("{\"item\":\"P\",\"inventorycount\":\"10\",\"held\":0,\"version\":\"" + version
                        + "\",\"pollafter\":0}");
    }

    @Test
    void theFirstItemIsMeantWhereNoneIsNamed() throws Exception {
        assertThat(json(shop.get("status?wait=0")).getString("item")).isEqualTo("P");
        assertThat(json(shop.get("status?since=x")).getString("item")).isEqualTo("P");
    }

    @Test
    void whoKnowsTheVersionWaitsForTheNext() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + version("P"));
        awaitViewers(1);
        assertThat(poll).isNotDone();

        JsonObject own = shop.add("ann");

        JsonObject news = json(poll.get(5, TimeUnit.SECONDS));
        assertThat(news.getString("inventorycount")).isEqualTo("9");
        assertThat(news.getString("version")).isEqualTo(own.getString("version"));
    }

    @Test
    void whoNamesNoVersionWaitsForTheNextChangeAsInTheTutorial() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?session=ann");
        awaitViewers(1);

        shop.add("bob");

        assertThat(json(poll.get(5, TimeUnit.SECONDS)).getString("inventorycount"))
                .isEqualTo("9");
    }

    @Test
    void aChangeBetweenTwoPollsIsNotMissed() throws Exception {
        String before = version("P");
        shop.add("ann");

        assertThat(json(shop.get("status?item=P&since=" + before)).getString("inventorycount"))
                .isEqualTo("9");
    }

    @Test
    void aVersionThatIsNoneOrFromTheFutureIsAnsweredAtOnce() throws Exception {
        String ahead = version("P").replaceAll("\\.\\d+$", ".999");
        for (String since : List.of("", "x", "1", "..", "k.-1", "%3Cb%3E", "a.99999999999999999999", ahead)) {
            assertThat(json(shop.get("status?item=P&since=" + since)).getString("inventorycount"))
                    .as(since)
                    .isEqualTo("10");
        }
        assertThat(shop.cart().viewers()).isZero();
    }

    @Test
    void theEndOfTheWaitAnswersTheSameVersion() throws Exception {
        String version = version("P");

        JsonObject same = json(shop.get("status?item=P&wait=0.3&since=" + version));

        assertThat(same.getString("version")).isEqualTo(version);
    }

    @Test
    void theBuyersOwnWriteIsNoNewsToTheBuyer() throws Exception {
        String own = shop.add("ann").getString("version");

        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + own);
        awaitViewers(1);
        String next = shop.add("bob").getString("version");

        assertThat(json(poll.get(5, TimeUnit.SECONDS)).getString("version")).isEqualTo(next);
    }

    @Test
    void severalItemsAnswerThoseThatDiffer() throws Exception {
        String query = "status?item=P&since=" + version("P") + "&item=Q&since=" + version("Q");
        CompletableFuture<HttpResponse<String>> poll = shop.getLater(query);
        awaitViewers(1);

        shop.post("cart", "session=ann&action=add&item=Q");

        JsonObject answer = json(poll.get(5, TimeUnit.SECONDS));
        assertThat(answer.getJsonArray("items")).hasSize(1);
        assertThat(answer.getJsonArray("items").getJsonObject(0).getString("item"))
                .isEqualTo("Q");
        assertThat(json(shop.get(query)).getJsonArray("items")).hasSize(1);
    }

    @Test
    void severalItemsAnswerAllAtTheEndOfTheWait() throws Exception {
        JsonObject answer =
                json(shop.get("status?item=P&since=" + version("P") + "&item=Q&since=" + version("Q") + "&wait=0.2"));

        assertThat(answer.getJsonArray("items")).hasSize(2);
    }

    @Test
    void aFullRoomTurnsAwayAndStillServesCarts() throws Exception {
        String since = version("P");
        List<CompletableFuture<HttpResponse<String>>> polls = IntStream.range(0, 40)
                .mapToObj(i -> shop.getLater("status?item=P&since=" + since))
                .toList();
        awaitViewers(40);

        HttpResponse<String> turnedAway = shop.get("status?item=P&since=" + since);

        assertThat(turnedAway.statusCode()).isEqualTo(503);
        assertThat(turnedAway.headers().firstValue("Retry-After")).contains("5");
        shop.add("ann");
        for (CompletableFuture<HttpResponse<String>> poll : polls) {
            assertThat(poll.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theSeventeenthViewerOfASessionAnswersTheOldest() throws Exception {
        String query = "status?item=P&since=" + version("P");
        CompletableFuture<HttpResponse<String>> oldest = shop.getLater(query, "Cookie", "liveshelf_session=tabs");
        awaitViewers(1);
        List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            others.add(shop.getLater(query, "Cookie", "liveshelf_session=tabs"));
        }

        assertThat(oldest.get(4, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        awaitViewers(16);
        assertThat(others).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void closingAnswersWhoeverWaitsAndTurnsOthersAway() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + version("P"));
        awaitViewers(1);

        shop.cart().close();

        assertThat(json(poll.get(5, TimeUnit.SECONDS)).getInt("pollafter")).isEqualTo(5_000);
        HttpResponse<String> late = shop.get("status?item=P");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).contains("5");
        assertThat(shop.get("health").statusCode()).isEqualTo(503);
    }

    @Test
    void aViewerWhoLeftHoldsUpNobody() throws Exception {
        String since = version("P");
        for (int i = 0; i < 20; i++) {
            try (Socket gone = shop.connect()) {
                gone.getOutputStream()
                        .write(("GET /shop/status?item=P&since=" + since + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                awaitViewers(i + 1);
                gone.setSoLinger(true, 0); // reset, not a polite end
            }
        }
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + since);
        awaitViewers(21);

        shop.add("ann");

        assertThat(poll.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        awaitViewers(0);
    }

    private void awaitViewers(int count) {
        await().until(() -> shop.cart().viewers() == count);
    }

    private String version(String item) throws Exception {
        return json(shop.get("status?wait=0&item=" + item)).getString("version");
    }
}
