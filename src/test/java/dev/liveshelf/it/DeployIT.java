package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.redis.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR is taken out of a running server, put back, and the server stops, while viewers wait. */
class DeployIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final int LIVES = 20;

    /** By then pools have their size, and caches their contents. */
    private static final int SETTLED_LIVES = 5;

    private static final int LEFT_OF_THREE = 2;
    private static final int LEFT_OF_MANY = 4;

    private static final long HEAP_ROOM = 2 << 20;

    /** Pools of containers grow and shrink. */
    private static final int THREADS_ROOM = 8;

    private static final int FILES_ROOM = 8;

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWas(Server server) throws IOException {
        comesBackAsItWas(server, server.with(home));
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWasOnRedis(Server server) throws IOException {
        try (RedisServer redis = RedisServer.start(home.resolve("redis"))) {
            comesBackAsItWas(server, server.with(home, "redis=" + redis.uri()));
        }
    }

    private static void comesBackAsItWas(Server server, Container starting) throws IOException {
        try (Container container = starting) {
            Visitor visitor = new Visitor(container.address());
            visitor.add("me", "P");
            List<Listener> listeners = listeners(visitor);
            List<CompletableFuture<HttpResponse<String>>> waiting = viewers(visitor);

            undeploy(container);
            assertEnded(server, "undeploy", waiting);
            assertStreamsEnded(server, "undeploy", listeners);

            deploy(container);
            assertThat(visitor.level("P").getString("inventorycount")).isEqualTo("9");
            undeploy(container);
            deploy(container);
            undeploy(container);
            assertDoesNotPileUp(container, LEFT_OF_THREE);

            deploy(container);
            stopsWithItsServer(server, container);
            Log.assertClean(container.log());
        }
    }

    private static void stopsWithItsServer(Server server, Container container) throws IOException {
        Visitor visitor = new Visitor(container.address());
        List<Listener> listeners = listeners(visitor);
        List<CompletableFuture<HttpResponse<String>>> waiting = viewers(visitor);

        container.stop();
        assertEnded(server, "stop", waiting);
        assertStreamsEnded(server, "stop", listeners);
    }

    /** Threads, class loaders and what is in use of the heap are as they were after the first lives. */
    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void twentyRedeploysLeaveNothingBehind(Server server) throws IOException {
        try (Container container = server.with(home)) {
            Footprint base = null;
            for (int life = 1; life <= LIVES; life++) {
                Visitor visitor = new Visitor(container.address());
                visitor.add("s" + life, "P");
                List<Listener> listeners = listeners(visitor);
                List<CompletableFuture<HttpResponse<String>>> waiting = viewers(visitor);
                undeploy(container);
                await().atMost(SOON).until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
                await().atMost(SOON).until(() -> listeners.stream().allMatch(Listener::hasEnded));
                if (life == SETTLED_LIVES) {
                    assertDoesNotPileUp(container, LEFT_OF_MANY);
                    base = Footprint.of(container.pid());
                }
                if (life < LIVES) {
                    deploy(container);
                }
            }
            assertDoesNotPileUp(container, LEFT_OF_MANY);
            Footprint end = Footprint.of(container.pid());
            System.out.println(server + ", life " + SETTLED_LIVES + ": " + base + "; life " + LIVES + ": " + end);
            assertThat(end.heap()).isLessThan(base.heap() + HEAP_ROOM);
            assertThat(end.threads()).isLessThanOrEqualTo(base.threads() + THREADS_ROOM);
            assertThat(end.files()).isLessThanOrEqualTo(base.files() + FILES_ROOM);
            Log.assertClean(container.log());
        }
    }

    /**
     * Some class loaders are gone, however many lives there were. The last ones may stay for a while: a method handle of the
     * JDK remembers one class it was adapted to, and a thread of Tomcat the code that it was started from. After an undeploy
     * Tomcat renews its threads, of which the answers to those who wait may start one, and the next undeploy another.
     */
    private static void assertDoesNotPileUp(Container container, int most) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Loaders.ofWebapps(container.pid()))
                        .as("class loaders left")
                        .hasSizeLessThanOrEqualTo(most));
    }

    private static void undeploy(Container container) throws IOException {
        container.undeploy();
        await().atMost(SOON).until(() -> health(container) == 404);
    }

    private static void deploy(Container container) throws IOException {
        container.deploy();
        await().atMost(SOON).until(() -> health(container) == 200);
    }

    private static int health(Container container) throws IOException {
        return new Visitor(container.address()).get("health").statusCode();
    }

    private static List<CompletableFuture<HttpResponse<String>>> viewers(Visitor visitor) {
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> visitor.getLater("status?item=P"))
                .limit(20)
                .toList();
        await().until(() -> visitor.viewers() == 30);
        return waiting;
    }

    private static List<Listener> listeners(Visitor visitor) {
        List<Listener> listeners =
                Stream.generate(() -> visitor.listen("events?item=P")).limit(10).toList();
        await().until(() -> listeners.stream().allMatch(listener -> listener.hears("inventorycount")));
        return listeners;
    }

    /** All streams have ended, in Tomcat as they should: with a word on when to come back. */
    private static void assertStreamsEnded(Server server, String why, List<Listener> listeners) {
        await().atMost(SOON).until(() -> listeners.stream().allMatch(Listener::hasEnded));
        List<Listener> well = listeners.stream()
                .filter(Listener::hasEndedWell)
                .filter(listener -> listener.lines().stream()
                                .filter(line -> line.startsWith("retry: "))
                                .count()
                        == 2)
                .toList();
        System.out.println(
                server + ", " + why + ": " + well.size() + " of " + listeners.size() + " streams ended well");
        if (server != Server.JETTY) {
            assertThat(well).hasSameSizeAs(listeners);
        }
    }

    /** Everyone is answered with a level. Jetty may be faster than the application: then its viewers are sent away. */
    private static void assertEnded(Server server, String why, List<CompletableFuture<HttpResponse<String>>> waiting) {
        await().atMost(SOON).until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
        List<String> ends = waiting.stream()
                .map(viewer -> viewer.handle((answer, failure) -> failure == null ? describe(answer) : "" + failure))
                .map(CompletableFuture::join)
                .toList();
        System.out.println(server + ", " + why + ": " + Collections.frequency(ends, "a level") + " of " + ends.size()
                + " viewers answered with a level, " + Collections.frequency(ends, "503") + " sent away");
        if (server == Server.JETTY) {
            assertThat(ends).allMatch(end -> end.equals("a level") || end.equals("503") || end.contains("Exception"));
        } else {
            assertThat(ends).containsOnly("a level");
        }
    }

    private static String describe(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return answer.body().contains("\"version\"") ? "a level" : "200 without a level";
        }
        return Integer.toString(answer.statusCode());
    }
}
