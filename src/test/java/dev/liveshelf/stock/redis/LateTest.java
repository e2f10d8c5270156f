package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bad network holds back for a while and then delivers, when whoever asked for it has long done something else. */
class LateTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Session ANN = new Session("ann");

    /** Holds one kind of script back, once told to, until it is let go. */
    private static final class HeldWire implements Wire {
        private final Wire wire;
        private final List<CompletableFuture<Reply>> under = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> open = new CompletableFuture<>();

        /** How many scripts about items were not held back, and are done. */
        private final AtomicInteger items = new AtomicInteger();

        private volatile Script held;

        /** Which word they must have to be held back; any if it is empty. */
        private volatile String verb = "";

        HeldWire(Wire wire) {
            this.wire = wire;
        }

        @Override
        public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
            if (script != held || !(verb.isEmpty() || words.contains(verb))) {
                return wire.run(script, keys, words).whenComplete((reply, failure) -> {
                    if (script == Script.ITEM) {
                        items.incrementAndGet();
                    }
                });
            }
            CompletableFuture<Reply> answer = open.thenCompose(opened -> wire.run(script, keys, words));
            under.add(answer);
            return answer;
        }

        void letGo() {
            held = null;
            open.complete(null);
            under.forEach(CompletableFuture::join);
        }
    }

    @TempDir
    Path directory;

    private RedisServer redis;
    private HeldWire way;
    private HeldWire wayThere;
    private RedisStock here;
    private RedisStock there;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(directory);
        here = RedisStock.open(redis.uri(), RULES, null, wire -> way = new HeldWire(wire));
        there = RedisStock.open(redis.uri(), RULES, null, wire -> wayThere = new HeldWire(wire));
        join(here.fill(Map.of("P", 10L)));
        join(here.hold(ANN, "P", 1));
        join(here.release(ANN, "P"));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        redis.close();
    }

    @Test
    void whatArrivesAfterItWasGivenUpIsNotDone() {
        way.held = Script.ITEM;
        assertAwaySoon(() -> here.hold(ANN, "P", 3));
        join(there.hold(ANN, "P", 3));
        join(there.release(ANN, "P"));

        way.letGo();

        assertThat(join(here.cart(ANN))).isEmpty();
        assertThat(join(there.level("P")).held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CART", "DEAL", "DEALS"})
    void aCheckoutThatWasGivenUpDoesNotSellWhatIsInTheCartLater(Script held) {
        way.held = held;
        assertAwaySoon(() -> here.commit(ANN, "order", /* partial= */ true));
        assertThatThrownBy(() -> join(there.commit(ANN, "order", /* partial= */ true)))
                .hasCauseInstanceOf(Refusal.EmptyCart.class);
        join(there.hold(ANN, "P", 3));

        way.letGo();
        here.close(); // when it has ended what it had begun

        assertThat(join(there.level("P")).sold()).isZero();
        assertThat(join(there.cart(ANN))).extracting(Line::quantity).containsExactly(3);
        assertThat(join(there.audit())).isEmpty();
    }

    @Test
    void aPinThatComesLateDoesNotTakeThePlaceOfThatOfTheSameOrderAskedForAgain() {
        join(here.hold(ANN, "P", 3));
        way.held = Script.ITEM;
        here.commit(ANN, "order", /* partial= */ false).exceptionally(late -> null);
        await().until(() -> !way.under.isEmpty());
        wayThere.verb = "decide";
        wayThere.held = Script.DEAL;
        there.commit(ANN, "order", /* partial= */ false).exceptionally(late -> null);
        await().until(() -> !wayThere.under.isEmpty()); // it has its pin, and is about to be decided

        way.held = null;
        int before = way.items.get();
        way.open.complete(null);
        await().until(() -> way.items.get() > before); // it had met that pin, asked about its deal, and come again
        wayThere.letGo();

        Order order = join(
                there.commit(ANN, "order", /* partial= */ false)); // a busy machine may have answered that it is late
        assertThat(order.lines()).extracting(Order.Sold::quantity).containsExactly(3);
        assertThat(join(there.level("P")).sold()).isEqualTo(3);
        assertThat(join(there.cart(ANN))).isEmpty();
        assertThat(join(there.audit())).isEmpty();
    }

    @Test
    void whatArrivesInTimeIsDone() {
        way.held = Script.ITEM;
        CompletionStage<Line> slow = here.hold(ANN, "P", 3);

        way.letGo();

        assertThat(join(slow).quantity()).isEqualTo(3);
    }

    @Test
    void aClockThatWasSetForwardDelaysNothing() {
        here.desk().sawTime(System.currentTimeMillis() - 60_000);

        assertThat(join(here.hold(ANN, "P", 3)).quantity()).isEqualTo(3);
    }

    private static void assertAwaySoon(Supplier<CompletionStage<?>> asked) {
        long start = System.nanoTime();
        CompletionStage<?> late = asked.get();
        assertThatThrownBy(() -> join(late)).hasCauseInstanceOf(Refusal.Away.class);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
