package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams over the wire. */
class EventsTest {

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,Q=5", "viewers.limit", "20", "tick", "0");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aStreamBeginsWithTheLevelsAndGoesOnWithWhatChanges() throws Exception {
        try (StreamReader stream = stream("item=P&item=Q")) {
            assertThat(stream.head())
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Type: text/event-stream\n", "Cache-Control: no-store\n")
                    .contains("X-Accel-Buffering: no\n")
                    .doesNotContain("Set-Cookie", "Content-Length");
            assertThat(stream.next()).matches("retry: [1-4]\\d{3}");
            assertThat(stream.next())
                    .isEqualTo("event: inventory|data: "
                            + shop.get("status?item=P&wait=0").body());
            assertThat(stream.next("inventory"))
                    .isEqualTo(shop.get("status?item=Q&wait=0").body());

            String own = shop.add("ann").getString("version");
            assertThat(stream.next()).contains("\"item\":\"P\",\"inventorycount\":\"9\"", own);
            shop.remove("ann");
            assertThat(stream.next()).contains("\"item\":\"P\",\"inventorycount\":\"10\"");
        }
    }

    @Test
    void whoKnowsTheVersionIsToldItAllTheSameForAStreamMustProveItselfAlive() throws Exception {
        String level = shop.get("status?item=P&wait=0").body();
        String version = RunningShop.json(shop.get("status?item=P&wait=0")).getString("version");

        try (StreamReader stream = stream("item=P&since=" + version)) {
            assertThat(stream.next("inventory")).isEqualTo(level);
        }
    }

    @Test
    void theFirstItemIsMeantWhereNoneIsNamed() throws Exception {
        try (StreamReader stream = stream("")) {
            assertThat(stream.next("inventory")).contains("\"item\":\"P\"");
        }
    }

    @Test
    void streamsCountAmongTheViewers() throws Exception {
        List<StreamReader> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(stream("item=P"));
        }
        assertThat(shop.cart().viewers()).isEqualTo(20);

        HttpResponse<String> turnedAway = shop.get("events?item=P");
        assertThat(turnedAway.statusCode()).isEqualTo(503);
        assertThat(turnedAway.headers().firstValue("Retry-After")).contains("5");
        assertThat(turnedAway.headers().firstValue("Content-Type")).contains("application/problem+json");
        for (StreamReader stream : streams) {
            stream.close();
        }
        await().until(() -> {
            shop.add("ann"); // we learn that a reader has gone only by writing to it
            shop.remove("ann");
            return shop.cart().viewers() == 0;
        });
    }

    @Test
    void theSeventeenthOfASessionEndsTheOldest() throws Exception {
        List<StreamReader> streams = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            StreamReader stream =
                    new StreamReader(shop.connect(), "/shop/events?item=P", "Cookie: liveshelf_session=tabs");
            assertThat(stream.next("inventory")).isNotNull();
            streams.add(stream);
        }

        assertThat(streams.get(0).next()).startsWith("retry: ");
        assertThat(streams.get(0).next()).isNull();
        await().until(() -> shop.cart().viewers() == 16);
        for (StreamReader stream : streams) {
            stream.close();
        }
    }

    @Test
    void closingEndsTheStreamAndSaysWhenToComeBack() throws Exception {
        try (StreamReader stream = stream("item=P")) {
            assertThat(stream.next("inventory")).isNotNull();

            shop.cart().close();

            assertThat(stream.next()).matches("retry: [1-6]\\d{3}");
            assertThat(stream.next()).isNull();
            assertThat(shop.get("events?item=P").statusCode()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"item=P&wait=-1", "item=P&item=P", "session=a%20b"})
    void whatMakesNoSenseIs400(String query) throws Exception {
        assertProblem(400, shop.get("events?" + query));
    }

    @Test
    void anUnknownItemIs404() throws Exception {
        assertProblem(404, shop.get("events?item=nothing"));
        assertProblem(404, shop.get("events?item=P&item=nothing"));
        assertThat(shop.cart().viewers()).isZero();
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        HttpResponse<String> response = shop.post("events", "item=P");
        assertProblem(405, response);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void aHeadIsAnsweredAtOnce() throws Exception {
        HttpResponse<String> head = shop.send("HEAD", "events?item=P");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(head.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(shop.cart().viewers()).isZero();
        assertThat(shop.send("HEAD", "events?item=nothing").statusCode()).isEqualTo(404);
    }

    private StreamReader stream(String query) throws Exception {
        return new StreamReader(shop.connect(), "/shop/events?" + query);
    }

    private static void assertProblem(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
