package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One connection for all that a browser has to ask, over TLS and in clear text. */
class Http2IT {
    /** Each test finds the shop empty, and goes there on a way of its own. */
    abstract static class Any extends SharedShop {
        private Relay relay;

        abstract HttpClient.Builder client();

        @BeforeEach
        void layTheWay() throws IOException {
            Visitor visitor = new Visitor(shop.address(), client().build());
            visitor.remove("ann", "P");
            await().until(() -> visitor.viewers() == 0);
            relay = new Relay(shop.address());
        }

        @AfterEach
        void close() throws IOException {
            relay.close();
        }

        private Visitor visitor(Version version) {
            return new Visitor(relay.address(), client().version(version).build());
        }

        @Test
        void twentyWhoWaitAndACartShareOneConnection() throws IOException {
            Visitor visitor = visitor(Version.HTTP_2);
            List<CompletableFuture<HttpResponse<String>>> waiting = wait(visitor);

            HttpResponse<String> cart = visitor.add("ann", "P");

            assertThat(cart.statusCode()).isEqualTo(200);
            assertThat(cart.version()).isEqualTo(Version.HTTP_2);
            assertThat(waiting).allSatisfy(viewer -> {
                assertThat(viewer.join().version()).isEqualTo(Version.HTTP_2);
                assertThat(Visitor.json(viewer.join()).getString("inventorycount"))
                        .isEqualTo("9");
            });
            assertThat(relay.connections()).isEqualTo(1);
        }

        @Test
        void whoSpeaksHttp1NeedsAConnectionForEach() throws IOException {
            Visitor visitor = visitor(Version.HTTP_1_1);
            List<CompletableFuture<HttpResponse<String>>> waiting = wait(visitor);

            visitor.add("ann", "P");

            assertThat(waiting)
                    .allSatisfy(viewer -> assertThat(viewer.join().version()).isEqualTo(Version.HTTP_1_1));
            assertThat(relay.connections()).isGreaterThan(20);
        }

        @Test
        void whoGoesAwayIsNoLongerWaitedFor() throws IOException {
            Visitor visitor = visitor(Version.HTTP_2);
            List<CompletableFuture<HttpResponse<String>>> waiting = wait(visitor);

            waiting.subList(0, 19).forEach(viewer -> viewer.cancel(true));

            await().atMost(Duration.ofSeconds(5)).until(() -> visitor.viewers() == 1);
            visitor.add("ann", "P");
            assertThat(waiting.get(19).join().statusCode()).isEqualTo(200);
            assertThat(shop.log()).hasSize(2); // that it is open, and nothing since
        }

        @Test
        void twentyWhoListenAndACartShareOneConnection() throws IOException {
            Visitor visitor = visitor(Version.HTTP_2);
            visitor.version("P"); // makes the one connection
            List<Listener> listeners = Stream.generate(() -> visitor.listen("events?item=P"))
                    .limit(20)
                    .toList();
            await().until(() -> listeners.stream().allMatch(listener -> listener.hears("inventorycount")));

            String version = Visitor.json(visitor.add("ann", "P")).getString("version");

            await().until(() -> listeners.stream().allMatch(listener -> listener.hears(version)));
            assertThat(relay.connections()).isEqualTo(1);
            listeners.subList(0, 19).forEach(Listener::stop);
            await().atMost(Duration.ofSeconds(5)).until(() -> visitor.viewers() == 1); // at once, without a write
            String next = Visitor.json(visitor.remove("ann", "P")).getString("version");
            await().until(() -> listeners.get(19).hears(next));
            assertThat(shop.log()).hasSize(2); // that it is open, and nothing since
        }

        @Test
        void whoWaitsIsAnsweredAtTheEnd() throws IOException {
            List<CompletableFuture<HttpResponse<String>>> waiting = wait(visitor(Version.HTTP_2));

            stop();

            assertThat(waiting)
                    .allSatisfy(viewer -> assertThat(viewer.join().statusCode()).isEqualTo(200));
        }

        @Test
        void theFirstRequestMayHaveABody() throws IOException {
            assertThat(visitor(Version.HTTP_2).add("ann", "P").statusCode()).isEqualTo(200);
        }

        @Test
        void aLargeBodyIsTakenWhole() throws IOException {
            String title = "a title that is as long as titles are where people like to read ".repeat(3);
            String table = IntStream.range(0, 10_000)
                    .mapToObj(i -> "item-" + i + "," + i + "," + title)
                    .collect(Collectors.joining("\n", "item,onhand,title\n", "\n"));

            Visitor visitor = visitor(Version.HTTP_2);
            visitor.version("P"); // in clear text a connection that begins with a body stays with HTTP/1.1

            HttpResponse<String> answer = visitor.put("shop/items.csv", table, "Authorization", "Bearer secret");

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(Visitor.json(answer).getInt("items")).isEqualTo(10_000);
        }

        private List<CompletableFuture<HttpResponse<String>>> wait(Visitor visitor) throws IOException {
            String since = visitor.version("P");
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(
                            () -> visitor.getLater("status?item=P&since=" + since))
                    .limit(20)
                    .toList();
            await().until(() -> visitor.viewers() == 20);
            return waiting;
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class InClearText extends Any {
        private ShopProcess other;
        private MuteCaller mute;
        private long muteSince;
        private Listener listener;

        @Override
        ShopProcess start(Path home) throws IOException {
            return ShopProcess.start(home, "token=secret", "drain=1s");
        }

        @Override
        HttpClient.Builder client() {
            return HttpClient.newBuilder();
        }

        /** At another shop: it takes thirty seconds until he is dropped, and the other tests should not wait for that. */
        @BeforeAll
        void letNoStreamThrough(@TempDir Path home) throws IOException {
            other = ShopProcess.start(home);
            mute = new MuteCaller(other.address());
            muteSince = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                mute.ask("/events?item=P");
            }
            Visitor visitor = new Visitor(other.address());
            listener = visitor.listen("events?item=P");
            await().until(() -> visitor.viewers() == 101);
        }

        @AfterAll
        void closeOther() throws IOException {
            mute.close();
            other.close();
        }

        @Test
        void itMayBeKnownBeforehandOrAskedFor() throws IOException {
            assertThat(Curl.get(shop.address(), "--http2-prior-knowledge")).isEqualTo("200 by HTTP/2");
            assertThat(Curl.get(shop.address(), "--http2")).isEqualTo("200 by HTTP/2");
            assertThat(Curl.get(shop.address())).isEqualTo("200 by HTTP/1.1");
            assertThat(Curl.get(shop.address(), "--http1.0")).isEqualTo("200 by HTTP/1.1");
        }

        @Test
        @Order(1)
        void whoLetsNoStreamThroughHoldsUpNobody() throws IOException {
            Visitor visitor = new Visitor(other.address());
            int round = 0;
            for (; round < 50 && visitor.viewers() == 101; round++) { // on a slow machine they are dropped before
                String version = Visitor.json(round % 2 == 0 ? visitor.add("ann", "P") : visitor.remove("ann", "P"))
                        .getString("version");
                await().atMost(Duration.ofSeconds(5)).until(() -> listener.hears(version));
            }
            assertThat(round).as("told beside those who let nothing through").isGreaterThan(10);
            if (round < 50) {
                assertThat(Duration.ofNanos(System.nanoTime() - muteSince)).isGreaterThan(Duration.ofSeconds(25));
            }
        }

        @Test
        @Order(Integer.MAX_VALUE)
        void whoLetsNoStreamThroughIsDropped() {
            Visitor visitor = new Visitor(other.address());
            await().atMost(Duration.ofSeconds(50)).until(() -> visitor.viewers() == 1);
            assertThat(listener.hasEnded()).isFalse();
        }

        @Test
        void whoLetsNoAnswerThroughHoldsUpNobody() throws IOException {
            Visitor visitor = new Visitor(shop.address());
            List<MuteCaller> mute = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                String poll = "status?item=P&since=" + visitor.version("P");
                MuteCaller caller = new MuteCaller(shop.address());
                mute.add(caller);
                for (int i = 0; i < 100; i++) {
                    caller.ask("/" + poll);
                }
                CompletableFuture<HttpResponse<String>> viewer = visitor.getLater(poll);
                await().until(() -> visitor.viewers() == 101);

                if (round % 2 == 0) {
                    visitor.add("ann", "P");
                } else {
                    visitor.remove("ann", "P");
                }

                assertThat(viewer.orTimeout(5, TimeUnit.SECONDS).join().statusCode())
                        .isEqualTo(200);
                await().until(() -> visitor.viewers() == 0); // the last are told after the one who asked
            }
            for (MuteCaller caller : mute) {
                caller.close();
            }
        }
    }

    @Nested
    class OverTls extends Any {
        private Path keys;

        @Override
        ShopProcess start(Path home) throws IOException {
            keys = KeyStores.withKey(home.resolve("keys.p12"));
            return ShopProcess.start(
                    home, "tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD, "token=secret", "drain=1s");
        }

        @Override
        HttpClient.Builder client() {
            return HttpClient.newBuilder().sslContext(KeyStores.trust(keys));
        }

        @Test
        void whatIsSpokenIsAgreedOn() throws IOException {
            assertThat(Curl.get(shop.address(), "-k")).isEqualTo("200 by HTTP/2");
            assertThat(Curl.get(shop.address(), "-k", "--http1.1")).isEqualTo("200 by HTTP/1.1");
            assertThat(Curl.get(shop.address(), "-k", "--no-alpn")).isEqualTo("200 by HTTP/1.1");
            assertThat(Curl.get(shop.address(), "-k", "--tlsv1.2", "--tls-max", "1.2"))
                    .isEqualTo("200 by HTTP/2");
            assertThat(Curl.get(shop.address(), "-k", "--tls-max", "1.1")).contains("curl: (35)");
        }
    }
}
