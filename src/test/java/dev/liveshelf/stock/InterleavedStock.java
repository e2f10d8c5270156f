package dev.liveshelf.stock;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What is answered. Lincheck makes a new one for each try; they share the stock, in which each has names of its own. */
public final class InterleavedStock extends Interleaved {

    private static final AtomicLong TRIES = new AtomicLong();
    private static volatile Stock stock;

    public InterleavedStock() {
        super("try" + TRIES.incrementAndGet() + "-");
        begin();
    }

    /** From now on this one is asked. There is no other way to hand it to what Lincheck makes. */
    static void use(Stock another) {
        stock = another;
    }

    @Override
    Answer ask(Function<Stock, CompletionStage<?>> ask, Function<Model, Object> expect) {
        return Answer.of(ask.apply(stock));
    }
}
