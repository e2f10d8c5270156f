package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is asked at the same time is answered as if it had been asked one after the other (it is linearizable): Lincheck
 * makes up what is asked, in three threads, and looks for an order in which the model answers the same. One subclass for
 * each engine.
 */
public abstract class InterleavingContract {

    @TempDir
    private Path home;

    private Engine engine;
    private Stock stock;

    /** Returns an engine that has nothing yet. */
    protected abstract Engine engine(Path directory) throws Exception;

    /** Returns how often each of the forty scenarios is tried. */
    private static int invocations() {
        return Integer.getInteger("invocations", 50);
    }

    @BeforeEach
    void open() throws Exception {
        engine = engine(home.resolve("interleaving"));
        stock = engine.open(InterleavedModel.RULES, new HandClock());
        stock.subscribe(level -> LockSupport.parkNanos(1)); // let others look, between one thing and another
    }

    @AfterEach
    void close() {
        stock.close();
        engine.close();
    }

    @Test
    void answersGivenAtTheSameTimeHaveAnOrder() {
        InterleavedStock.use(stock);

        options().check(InterleavedStock.class);
    }

    @Test
    void aStockThatLooksAndThenActsIsFoundOut() {
        InterleavedStock.use(new LooksThenActs(stock));

        assertThatThrownBy(() -> options().check(InterleavedStock.class)).isInstanceOf(LincheckAssertionError.class);
    }

    private StressOptions options() {
        return new StressOptions()
                .sequentialSpecification(InterleavedModel.class)
                .threads(3)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(40)
                .invocationsPerIteration(invocations())
                .minimizeFailedScenario(false);
    }
}
