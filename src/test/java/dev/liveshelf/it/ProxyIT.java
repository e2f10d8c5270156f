package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proxies between the shop and its shoppers: one that buffers answers, and one that cuts what is silent. */
class ProxyIT {
    private static final Duration IMPATIENT = Duration.ofSeconds(2);

    enum Kind {
        NGINX {
            @Override
            Proxy inFrontOf(URI shop) throws IOException {
                return Nginx.start(home, shop, "proxy_buffering on;");
            }
        },
        HAPROXY {
            @Override
            Proxy inFrontOf(URI shop) throws IOException {
                return Haproxy.start(home, shop);
            }
        },
        APACHE {
            @Override
            Proxy inFrontOf(URI shop) throws IOException {
                return Apache.start(home, shop);
            }
        };

        abstract Proxy inFrontOf(URI shop) throws IOException;
    }

    @TempDir
    private static Path home;

    private static ShopProcess shop;

    @BeforeAll
    static void open() throws IOException {
        shop = ShopProcess.start(home, "items=P=100,Q=100");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsHearsOfAChangeAtOnce(Kind kind) throws IOException {
        try (Proxy proxy = kind.inFrontOf(shop.address())) {
            Visitor visitor = new Visitor(proxy.address());
            for (int round = 0; round < 3; round++) {
                CompletableFuture<HttpResponse<String>> viewer =
                        visitor.getLater("status?item=P&since=" + visitor.version("P"));
                await().until(() -> visitor.viewers() == 1);

                long start = System.nanoTime();
                String version =
                        Visitor.json(visitor.add(kind + "-" + round, "P")).getString("version");

                assertThat(Visitor.json(viewer.join()).getString("version")).isEqualTo(version);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                System.out.println(kind + ": change made and told after " + took.toMillis() + " ms");
                assertThat(took).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    /** Though nginx keeps other answers until it has enough of them. */
    @ParameterizedTest
    @EnumSource
    void whoListensHearsOfAChangeAtOnce(Kind kind) throws IOException {
        try (Proxy proxy = kind.inFrontOf(shop.address())) {
            Visitor visitor = new Visitor(proxy.address());
            Listener listener = visitor.listen("events?item=P");
            await().until(() -> listener.hears("\"inventorycount\""));
            for (int round = 0; round < 3; round++) {
                String version = Visitor.json(visitor.add(kind + "-stream-" + round, "P"))
                        .getString("version");

                await().atMost(Duration.ofSeconds(5)).until(() -> listener.hears(version));
            }
            listener.stop();
        }
        await().until(() -> {
            Visitor straight = new Visitor(shop.address());
            straight.add("ann", "P"); // we learn that a reader has gone only by writing to it
            straight.remove("ann", "P");
            return straight.viewers() == 0;
        });
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAWaitIsAnAnswer(Kind kind) throws IOException {
        try (Proxy proxy = kind.inFrontOf(shop.address())) {
            Visitor visitor = new Visitor(proxy.address());
            String since = visitor.version("Q");

            HttpResponse<String> same = visitor.get("status?item=Q&wait=1&since=" + since);

            assertThat(same.statusCode()).isEqualTo(200);
            assertThat(Visitor.json(same).getString("version")).isEqualTo(since);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HAPROXY", mode = EnumSource.Mode.EXCLUDE) // it changes no paths
    void thePageWorksUnderAnotherPath(Kind kind) throws IOException {
        try (Proxy proxy = kind.inFrontOf(shop.address())) {
            HttpResponse<String> page = new Visitor(proxy.address()).get("");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Set-Cookie"))
                    .get()
                    .asString()
                    .contains("Path=/liveshelf/;")
                    .containsIgnoringCase("; secure");
        }
    }

    @Test
    void aWaitThatIsLongerThanTheProxysPatienceIsCut() throws IOException {
        try (Proxy proxy = Haproxy.start(home, shop.address(), IMPATIENT)) {
            Visitor visitor = new Visitor(proxy.address());
            String since = visitor.version("Q");

            assertThat(visitor.get("status?item=Q&since=" + since).statusCode()).isEqualTo(504);
        }
    }

    @Test
    void aWaitThatIsShorterThanTheProxysPatienceIsNotCut() throws IOException {
        try (Proxy proxy = Haproxy.start(home, shop.address(), IMPATIENT)) {
            Visitor visitor = new Visitor(proxy.address());
            String since = visitor.version("Q");

            for (int poll = 0; poll < 3; poll++) {
                assertThat(visitor.get("status?item=Q&wait=1&since=" + since).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShopThatComesBackIsFoundAgain(Kind kind, @TempDir Path other) throws IOException {
        int port = Proxy.freePort();
        String same = "port=" + port;
        try (Proxy proxy = kind.inFrontOf(URI.create("http://127.0.0.1:" + port + "/"))) {
            Visitor visitor = new Visitor(proxy.address());
            assertThat(visitor.get("status?wait=0").statusCode()).isIn(502, 503);
            for (int life = 0; life < 2; life++) {
                try (ShopProcess here = ShopProcess.start(other, same)) {
                    await().untilAsserted(() -> assertThat(
                                    visitor.get("status?wait=0").statusCode())
                            .isEqualTo(200));
                    here.stop();
                }
                assertThat(visitor.get("status?wait=0").statusCode()).isIn(502, 503);
            }
        }
    }
}
