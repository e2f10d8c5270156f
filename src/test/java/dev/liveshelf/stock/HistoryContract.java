package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of all verbs, with crashes and retries in between, agree with the model. One subclass for each engine,
 * which says how much of it there shall be. What was asked is repeated by {@code -Dseed=}; at which request a crash came
 * is up to the threads.
 */
public abstract class HistoryContract {

    private static final int LEDGER = 100;

    /** How long what is wrong may stay unnoticed. */
    private static final int ATTEMPTS = 10;

    private static final int SHORT = 2_000;

    /** How many times as many histories there are where there is time. */
    private static final int LONG = 5;

    @TempDir
    private Path home;

    /** Returns an engine that has nothing yet, and nothing to do with any other. */
    protected abstract Engine engine(Path directory) throws Exception;

    /** Returns how many histories there are. They run at once, as many as there are cores. */
    protected abstract int histories();

    /** Returns how long each of them is, in requests. */
    protected abstract int steps();

    @Test
    void historiesAgreeWithTheModel() throws Exception {
        assertAgree(histories());
    }

    @Test
    @Tag("soak")
    void manyHistoriesAgreeWithTheModel() throws Exception {
        assertAgree(LONG * histories());
    }

    private void assertAgree(int histories) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(histories + " histories of " + steps() + " steps: -Dseed=" + seed);
        Tally tally = new Tally();
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> all = IntStream.range(0, histories)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> {
                        run(seed + i, steps(), UnaryOperator.identity(), tally);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println(tally);
        assertThat(tally.of("steps")).isEqualTo((long) histories * steps());
    }

    /** The negative control: each of these is a stock that does one thing wrong, and the histories find it. */
    @ParameterizedTest
    @EnumSource
    void historiesNoticeAStockThat(Fault fault) {
        long seed = Long.getLong("seed", System.nanoTime());

        assertThatThrownBy(() -> {
                    for (int i = 0; i < ATTEMPTS; i++) {
                        run(seed + i, SHORT, fault::in, new Tally());
                    }
                })
                .as("-Dseed=" + seed)
                .isInstanceOf(AssertionError.class);
    }

    private void run(long seed, int steps, UnaryOperator<Stock> door, Tally tally) throws Exception {
        try (Engine engine = engine(home.resolve("history" + seed))) {
            run(engine, seed, steps, door, tally);
        }
    }

    /** Asserts that histories find out what is wrong with an engine of this kind. */
    protected final void assertNoticed(Function<Path, Engine> wrong) {
        long seed = Long.getLong("seed", System.nanoTime());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < ATTEMPTS; i++) {
                        try (Engine engine = wrong.apply(home.resolve("wrong" + i))) {
                            run(engine, seed + i, SHORT, UnaryOperator.identity(), new Tally());
                        }
                    }
                })
                .as("-Dseed=" + seed)
                .isInstanceOf(AssertionError.class);
    }

    private void run(Engine engine, long seed, int steps, UnaryOperator<Stock> door, Tally tally) throws Exception {
        try {
            new History(engine, rules(seed), door, seed, tally).run(steps);
        } catch (AssertionError wrong) {
            throw new AssertionError("-Dseed=" + seed + ": " + wrong.getMessage(), wrong);
        }
    }

    /** So low that it matters. */
    protected int cartLimit() {
        return 8;
    }

    /** In one of four histories a hold lasts until it is taken out. */
    private Rules rules(long seed) {
        Duration hold = seed % 4 == 0 ? Duration.ZERO : Duration.ofMinutes(15);
        return new Rules(5, cartLimit(), hold, Duration.ofMinutes(40), LEDGER);
    }
}
