package dev.liveshelf.stock;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What may be answered: one after the other, in any order that the callers cannot tell from their own. */
public final class InterleavedModel extends Interleaved {

    static final Rules RULES = new Rules(5, 4, Duration.ofMinutes(15), Duration.ofHours(1), 100);

    private final Model model = new Model(RULES, "model", new HandClock().instant());

    public InterleavedModel() {
        super("model-");
        begin();
    }

    @Override
    Answer ask(Function<Stock, CompletionStage<?>> ask, Function<Model, Object> expect) {
        return Answer.of(() -> expect.apply(model));
    }
}
