package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit protects all others: it says no quickly, and in words. */
class LimitsTest {

    @TempDir
    Path data;

    @Test
    void aCartIsServedWhileTheViewersRoomIsFull() throws Exception {
        try (RunningShop shop = new RunningShop(data, "viewers.limit", "3")) {
            String since = RunningShop.json(shop.get("status?wait=0")).getString("version");
            List<CompletableFuture<HttpResponse<String>>> viewers = IntStream.range(0, 3)
                    .mapToObj(i -> shop.getLater("status?item=P&since=" + since))
                    .toList();
            await().until(() -> shop.cart().viewers() == 3);

            HttpResponse<String> fourth = shop.get("status?item=P&since=" + since);
            HttpResponse<String> stream = shop.get("events?item=P");

            assertThat(List.of(fourth, stream)).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(viewers).noneMatch(CompletableFuture::isDone);
            assertThat(shop.get("").statusCode()).isEqualTo(200);
            assertThat(shop.add("ann").getInt("incart")).isEqualTo(1);
            assertThat(viewers)
                    .allSatisfy(viewer -> assertThat(viewer.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void aCartThatIsFullIsToldFromAnItemThatIsSoldOut() throws Exception {
        try (RunningShop shop = new RunningShop(data, "items", "P=30,Q=30", "cart.limit", "12")) {
            shop.post("cart", "session=ann&action=add&item=P&quantity=10");

            HttpResponse<String> full = shop.post("cart", "session=ann&action=add&item=Q&quantity=3");
            HttpResponse<String> page =
                    shop.post("cart", "session=ann&action=add&item=Q&quantity=3", "Accept", "text/html");

            assertThat(full.statusCode()).isEqualTo(409);
            JsonObject problem = RunningShop.json(full);
            assertThat(problem.getInt("cartlimit")).isEqualTo(12);
            assertThat(problem.getString("detail")).contains("12 units at the most");
            assertThat(problem).doesNotContainKey("inventorycount");
            assertThat(page.body()).contains("Your cart is full");
            assertThat(shop.post("cart", "session=ann&action=add&item=Q&quantity=2")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void newSessionsOfOneAddressAreTurnedAwayPastTheLimitAndKnownOnesAreNot() throws Exception {
        try (RunningShop shop =
                new RunningShop(data, "sessions.limit", "2", "proxies", "127.0.0.1", "quantity.limit", "3")) {
            String form = "&action=add&item=P";
            String[] household = {"X-Forwarded-For", "192.0.2.7"};
            assertThat(shop.post("cart", "session=a" + form, household).statusCode())
                    .isEqualTo(200);
            assertThat(shop.post("cart", "session=b" + form, household).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> third = shop.post("cart", "session=c" + form, household);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            third.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(shop.post("cart", "session=c&action=remove&item=P", household)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(shop.post("cart", "session=a&quantity=2" + form, household)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(shop.post("cart", "session=c" + form, "X-Forwarded-For", "192.0.2.8")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void moreParametersThanAnybodyNeedsAre400() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            assertThat(shop.get("status?wait=0" + "&x=1".repeat(255)).statusCode())
                    .isEqualTo(200);
            assertThat(shop.get("status?wait=0" + "&x=1".repeat(256)).statusCode())
                    .isEqualTo(400);
            assertThat(shop.post("cart", "session=ann&action=add" + "&".repeat(10_000))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aBodyThatTricklesIs408AndOneThatPausesIsNot() throws Exception {
        assertThat(statusOfBody(10, 10)).isEqualTo(200);
        assertThat(statusOfBody(2_000, 30)).isEqualTo(200);
        assertThat(statusOfBody(100, 30)).isEqualTo(408);
    }

    /** Sends so many bytes at once, and then one more a second for so many seconds. */
    private static int statusOfBody(int bytes, int seconds) throws Exception {
        long[] now = new long[1];
        Trickle trickle = new Trickle();
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getInputStream()).thenReturn(trickle);
        CompletableFuture<byte[]> body =
                Body.read(request, 16_384, () -> now[0]).toCompletableFuture();
        trickle.bring(bytes);
        for (int i = 0; i < seconds && !body.isDone(); i++) {
            now[0] += Duration.ofSeconds(1).toNanos();
            trickle.bring(1);
        }
        trickle.end();
        return body.handle((all, refused) -> refused == null ? 200 : ((Problem) refused).status())
                .get();
    }

    private static final class Trickle extends ServletInputStream {
        private ReadListener listener;
        private int there;

        void bring(int bytes) throws Exception {
            there += bytes;
            listener.onDataAvailable();
        }

        void end() throws Exception {
            listener.onAllDataRead();
        }

        @Override
        public int read(byte[] buffer, int from, int most) {
            int count = Math.min(there, most);
            there -= count;
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return there > 0;
        }

        @Override
        public void setReadListener(ReadListener reader) {
            listener = reader;
        }
    }
}
