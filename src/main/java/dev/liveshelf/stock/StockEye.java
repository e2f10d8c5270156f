package dev.liveshelf.stock;

import java.time.Duration;

/** Hears what an engine does, to count it. Called on the engine's thread, often: must be short, and must not fail. */
public interface StockEye {

    /** Sees nothing. */
    StockEye CLOSED = new StockEye() {
        @Override
        public void ended(Hold.End end, Duration age) {}

        @Override
        public void synced(int steps, long nanos) {}
    };

    /** A hold has ended, this long after its item was first put into the cart. On an engine of many nodes, each hears of some. */
    void ended(Hold.End end, Duration age);

    /**
     * What was changed has been forced to disk, where the engine does that itself.
     *
     * @param steps that shared it, those that only looked included
     * @param nanos it took
     */
    void synced(int steps, long nanos);
}
