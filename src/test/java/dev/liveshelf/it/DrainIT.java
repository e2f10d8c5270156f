package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: how a shop goes down that others still send callers to. */
class DrainIT {
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final int POLLS = 30;
    private static final int STREAMS = 10;
    private static final int SHOPPERS = 4;

    @TempDir
    private Path home;

    @Test
    void viewersGoOneAfterTheOtherWhileCartsAreServed() throws IOException {
        try (ShopProcess shop = open()) {
            Visitor visitor = new Visitor(shop.address());
            List<CompletableFuture<Long>> polls = polls(visitor);
            List<Listener> streams = Stream.generate(() -> visitor.listen("events?item=P"))
                    .limit(STREAMS)
                    .toList();
            await().until(() -> visitor.viewers() == POLLS + STREAMS);
            assertThat(visitor.get("health").statusCode()).isEqualTo(200);

            long start = System.nanoTime();
            shop.terminate();

            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> visitor.get("health").statusCode() == 503);
            assertThat(Visitor.json(visitor.get("health")).getBoolean("draining"))
                    .isTrue();
            HttpResponse<String> cart = visitor.add("me", "Q");
            assertThat(cart.statusCode()).isEqualTo(200);
            assertThat(cart.headers().firstValue("Connection")).hasValue("close");
            HttpResponse<String> newcomer = visitor.get("status?item=P");
            assertThat(newcomer.statusCode()).isEqualTo(503);
            assertThat(newcomer.headers().firstValue("Retry-After")).hasValue("2");

            assertThat(shop.exitCode()).isEqualTo(143);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            int[] answered = new int[4]; // in each quarter of the drain
            polls.forEach(poll -> answered[(int) Math.min(3, 4 * (poll.join() - start) / DRAIN.toNanos())]++);
            System.out.println("SIGTERM: ended after " + took.toMillis() + " ms, polls answered in each quarter of "
                    + DRAIN.toMillis() + " ms: "
                    + IntStream.of(answered).boxed().toList());
            assertThat(answered[3]).as("in the last quarter").isPositive();
            assertThat(IntStream.of(answered).max().getAsInt())
                    .as("in one quarter")
                    .isLessThan(POLLS / 2);
            assertThat(took).isLessThan(DRAIN.plusSeconds(2));
            assertThat(streams).allMatch(Listener::hasEndedWell);
            assertThat(streams).allMatch(stream -> retries(stream) == 2);
            Log.assertClean(shop.log());
        }
    }

    /** Each is answered with a level, and with the time within which it is to come back. Returns when that came. */
    private static List<CompletableFuture<Long>> polls(Visitor visitor) {
        return Stream.generate(() -> visitor.getLater("status?item=P").thenApply(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(Visitor.json(answer).getInt("pollafter")).isEqualTo((int) DRAIN.toMillis());
                    return System.nanoTime();
                }))
                .limit(POLLS)
                .toList();
    }

    private static long retries(Listener stream) {
        return stream.lines().stream()
                .filter(line -> line.startsWith("retry: "))
                .count();
    }

    /** Whoever was answered has it in the cart; of those who got a 503, or no answer, some may have. */
    @Test
    void cartsThatAreUnderWayAreFinished() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger unanswered = new AtomicInteger();
        try (ShopProcess shop = open()) {
            Visitor visitor = new Visitor(shop.address());
            List<CompletableFuture<Long>> polls = polls(visitor);
            await().until(() -> visitor.viewers() == POLLS);
            ConcurrentLinkedQueue<String> odd = new ConcurrentLinkedQueue<>();
            ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS);
            List<? extends Future<?>> shoppers = IntStream.range(0, SHOPPERS)
                    .mapToObj(i -> threads.submit(() -> shop(visitor, "s" + i, answered, unanswered, odd)))
                    .toList();
            await().until(() -> answered.get() > 100);

            shop.terminate();

            for (Future<?> shopper : shoppers) {
                shopper.get(30, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(shop.exitCode()).isEqualTo(143);
            assertThat(odd).isEmpty();
            assertThat(polls).allMatch(CompletableFuture::isDone);
        }
        try (ShopProcess shop = open()) {
            JsonObject level = new Visitor(shop.address()).level("Q");
            System.out.println(
                    "SIGTERM: " + answered + " carts filled, " + unanswered + " sent away or cut off unheard");
            assertThat(level.getInt("held")).isBetween(answered.get(), answered.get() + unanswered.get());
        }
    }

    /** Fills one cart after the other, until nobody is there any more. */
    private static void shop(
            Visitor visitor,
            String name,
            AtomicInteger answered,
            AtomicInteger unanswered,
            ConcurrentLinkedQueue<String> odd) {
        for (int i = 0; ; i++) {
            try {
                int status = visitor.add(name + "-" + i, "Q").statusCode();
                if (status == 200) {
                    answered.incrementAndGet();
                } else if (status == 503) { // the last moment
                    unanswered.incrementAndGet();
                } else {
                    odd.add("answered with " + status);
                }
            } catch (ConnectException gone) {
                return;
            } catch (IOException cutOff) {
                unanswered.incrementAndGet();
            }
        }
    }

    private ShopProcess open() throws IOException {
        return ShopProcess.start(
                home, "items=P=10,Q=1000000", "drain=" + DRAIN.toSeconds() + "s", "-XX:TieredStopAtLevel=1");
    }
}
