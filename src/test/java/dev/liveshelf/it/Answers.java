package dev.liveshelf.it;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many answers a shop gave, how many of them said that Redis is away, and how long the slowest took. Any thread. */
final class Answers {

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicInteger none = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicLong slowestOrder = new AtomicLong();

    /** @param order whether it was no cart, but an order, which takes more steps */
    void note(int status, long millis, boolean order) {
        (status == 503 ? away : count).incrementAndGet();
        (order ? slowestOrder : slowest).accumulateAndGet(millis, Math::max);
    }

    /** Whatever was slow before does not count. */
    void forgetSlowest() {
        slowest.set(0);
        slowestOrder.set(0);
    }

    void noteNone() {
        none.incrementAndGet();
    }

    /** Those that did what was asked, or refused it for good. */
    int count() {
        return count.get();
    }

    int away() {
        return away.get();
    }

    long slowestMillis() {
        return Math.max(slowest.get(), slowestOrder.get());
    }

    @Override
    public String toString() {
        return count + " answers, " + away + " of 503, " + none + " lost; the slowest about a cart took " + slowest
                + " ms, of orders " + slowestOrder + " ms";
    }
}
