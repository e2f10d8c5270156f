package dev.liveshelf.stock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One request of a history.
 *
 * @param words to read where it goes wrong
 * @param ask puts it to a stock
 * @param expect what the model says to it
 */
record Request(String words, Function<Stock, CompletionStage<?>> ask, Function<Model, Object> expect) {

    CompletionStage<?> to(Stock stock) {
        try {
            return ask.apply(stock);
        } catch (IllegalArgumentException cannotBe) {
            return CompletableFuture.failedStage(cannotBe);
        }
    }

    Answer to(Model model) {
        return Answer.of(() -> expect.apply(model));
    }

    @Override
    public String toString() {
        return words;
    }
}
