package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad network holds back for a while and then delivers, when whoever asked for it has long done something else. */
class LateTest {

    private static final Rules RULES = new Rules(10, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Session ANN = new Session("ann");

    /** Holds everything back, once told to, until it is let go. */
    private static final class HeldWire implements Wire {
        private final Wire wire;
        private final CompletableFuture<Void> open = new CompletableFuture<>();
        private final List<CompletableFuture<Reply>> under = new ArrayList<>();
        private volatile boolean holds;

        HeldWire(Wire wire) {
            this.wire = wire;
        }

        @Override
        public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
            if (!holds || script != Script.ITEM) {
                return wire.run(script, keys, words);
            }
            CompletableFuture<Reply> answer = open.thenCompose(opened -> wire.run(script, keys, words));
            under.add(answer);
            return answer;
        }

        void letGo() {
            holds = false;
            open.complete(null);
            under.forEach(CompletableFuture::join);
        }
    }

    @TempDir
    Path directory;

    private RedisServer redis;
    private HeldWire way;
    private RedisStock here;
    private RedisStock there;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(directory);
        here = RedisStock.open(redis.uri(), RULES, null, wire -> way = new HeldWire(wire));
        there = RedisStock.open(redis.uri(), RULES);
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
        way.holds = true;
        long start = System.nanoTime();
        CompletionStage<Line> late = here.hold(ANN, "P", 3);
        assertThatThrownBy(() -> join(late)).hasCauseInstanceOf(Refusal.Away.class);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);
        join(there.hold(ANN, "P", 3));
        join(there.release(ANN, "P"));

        way.letGo();

        assertThat(join(here.cart(ANN))).isEmpty();
        assertThat(join(there.level("P")).held()).isZero();
    }

    @Test
    void whatArrivesInTimeIsDone() {
        way.holds = true;
        CompletionStage<Line> slow = here.hold(ANN, "P", 3);

        way.letGo();

        assertThat(join(slow).quantity()).isEqualTo(3);
    }

    @Test
    void aClockThatWasSetForwardDelaysNothing() {
        here.desk().sawTime(System.currentTimeMillis() - 60_000);

        assertThat(join(here.hold(ANN, "P", 3)).quantity()).isEqualTo(3);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
