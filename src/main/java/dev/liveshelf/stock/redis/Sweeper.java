package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Stock;
import java.util.concurrent.ThreadLocalRandom;

/** Has what was left behind ended, every few seconds, until the timer is closed. */
final class Sweeper {

    /** How old a deal must be to be ended by others. A checkout takes milliseconds; nobody waits longer than two seconds. */
    private static final long STALE_MILLIS = 5_000;

    private static final long ROUND_MILLIS = 3_000;

    private final Settler settler;
    private final Timer timer;

    Sweeper(Settler settler, Timer timer) {
        this.settler = settler;
        this.timer = timer;
    }

    void start() {
        timer.after(ThreadLocalRandom.current().nextLong(ROUND_MILLIS * 2 / 3, ROUND_MILLIS), this::sweep);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the timer is closed
    private void sweep() {
        settler.sweep(STALE_MILLIS)
                .thenCompose(swept -> settler.forgetOrders(Stock.ORDERS))
                .whenComplete((done, away) -> start());
    }
}
