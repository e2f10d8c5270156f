package dev.liveshelf.cart;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * Threads of the server that do our work as well: those that read what viewers send. Whoever is told on the thread that also
 * reads him finds what belongs to his connection in that core's cache, and nobody has to be locked out.
 *
 * @param all at least one; each runs its tasks one after the other, given by any thread, and is not to be blocked by them
 * @param here which of them reads for the thread that asks, from 0; less than 0 if none. Asked with each request and each
 *     change, so it must be quick
 */
public record LentThreads(List<Executor> all, IntSupplier here) {

    public LentThreads {
        all = List.copyOf(all);
    }
}
