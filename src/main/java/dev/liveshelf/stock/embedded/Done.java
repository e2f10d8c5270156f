package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * What was done under which idempotency key, so that a retry has one effect. The oldest keys make room for new ones. Only
 * the writer's thread comes here.
 */
final class Done {

    /** What was asked for, by key; and the level it was answered with; and the keys in the order they came. */
    private final MVMap<String, String> requests;

    private final MVMap<String, Level> answers;
    private final MVMap<Long, String> order;

    Done(MVStore store, String epoch) {
        requests = store.openMap("done.requests");
        answers = store.openMap("done.answers", new MVMap.Builder<String, Level>().valueType(new LevelType(epoch)));
        order = store.openMap("done.order");
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

    void remember(String key, String request, Level answer) {
        requests.put(key, request);
        answers.put(key, answer);
        Long newest = order.lastKey();
        order.put(newest == null ? 1 : newest + 1, key);
        if (order.sizeAsLong() > Stock.KEYS) {
            Long oldest = order.firstKey();
            String forgotten = order.remove(oldest);
            requests.remove(forgotten);
            answers.remove(forgotten);
        }
    }
}
