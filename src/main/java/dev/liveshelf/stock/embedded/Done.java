package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import org.jspecify.annotations.Nullable;

/** What was done under which idempotency key, so that a retry has one effect. Only the writer's thread comes here. */
final class Done {

    private final Recent<String> requests;
    private final Recent<Level> answers;

    Done(Maps maps, String epoch) {
        requests = new Recent<>(maps, "done.requests", TextType.TEXT, Stock.KEYS);
        answers = new Recent<>(maps, "done.answers", new LevelType(epoch), Stock.KEYS);
    }

    /**
     * Returns what this request was answered with before, or null if the key is new.
     *
     * @throws Refusal.KeyReused if the key was used for another request
     */
    @Nullable
    Level before(String key, String request) {
        String known = requests.get(key);
        if (known == null) {
            return null;
        }
        if (!known.equals(request)) {
            throw new Refusal.KeyReused();
        }
        return answers.get(key);
    }

    /** Remembers what was answered, and returns it. */
    Level remember(String key, String request, Level answer) {
        requests.put(key, request);
        answers.put(key, answer);
        return answer;
    }
}
