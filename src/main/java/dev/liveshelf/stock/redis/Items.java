package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.StockEye;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does steps with items. While a script is under way for an item, what is asked of the same item gathers, and goes with the
 * next one: a hot item costs one way there and back for many shoppers.
 */
final class Items {

    /** How many steps one script does at the most: Redis does nothing else meanwhile, for about a millisecond. */
    private static final int BATCH_LIMIT = 128;

    /** How many items are asked at once for one purpose: Redis has done with them in less than a tenth of a second. */
    private static final int PART = 1_000;

    private static final System.Logger LOG = System.getLogger(Items.class.getName());

    private record Asked(Step step, CompletableFuture<Reply> answer) {}

    private final Desk desk;
    private final Rules rules;
    private final Deals deals;
    private final Teller teller;
    private final Channels channels;
    private final Supplier<String> epoch;
    private volatile StockEye eye = StockEye.CLOSED;

    /** What waits for its turn, by item. An item is here as long as a script of it is under way. */
    private final ConcurrentMap<String, Deque<Asked>> waiting = new ConcurrentHashMap<>();

    Items(Desk desk, Rules rules, Deals deals, Teller teller, Channels channels, Supplier<String> epoch) {
        this.desk = desk;
        this.rules = rules;
        this.deals = deals;
        this.teller = teller;
        this.channels = channels;
        this.epoch = epoch;
    }

    void observe(StockEye newEye) {
        eye = newEye;
    }

    /** Does a step. What another deal is in the way of is asked again when that is over. */
    CompletableFuture<Reply> ask(String sku, Step step) {
        return ask(sku, step, 0);
    }

    private CompletableFuture<Reply> ask(String sku, Step step, int times) {
        return once(sku, step).thenCompose(reply -> {
            if (reply.is("late")) { // or we did not know what time it is there, and now we do
                return step.isInTime() ? ask(sku, step, times) : CompletableFuture.failedFuture(tooLate());
            }
            if (!reply.is("pinned")) {
                return CompletableFuture.completedFuture(reply);
            }
            return deals.giveWay(reply.text(1), reply.text(2), times).thenCompose(now -> ask(sku, step, times + 1));
        });
    }

    private static Refusal tooLate() {
        return new Refusal.Away("Redis is too slow");
    }

    private CompletableFuture<Reply> once(String sku, Step step) {
        if (step.changes() && desk.isShort(Places.item(sku))) {
            return CompletableFuture.failedFuture(new Refusal.Away(Explain.TOO_FEW));
        }
        Asked asked = new Asked(step, new CompletableFuture<>());
        boolean[] alone = new boolean[1];
        waiting.compute(sku, (item, queue) -> {
            if (queue == null) {
                alone[0] = true;
                return new ArrayDeque<>();
            }
            queue.add(asked);
            return queue;
        });
        if (alone[0]) {
            run(sku, List.of(asked));
        }
        return asked.answer();
    }

    private void run(String sku, List<Asked> batch) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Asked asked : batch) {
            Verdict verdict = asked.step().verdict();
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        attempt(sku, batch, verdicts)
                .handle((reply, failure) -> answer(sku, batch, reply, failure))
                .exceptionally(
                        fault -> { // of the listener, perhaps: the item must not stand still for it
                            LOG.log(Level.ERROR, Event.of("fault"), fault);
                            return null;
                        });
    }

    /** First the news, then the next script, then the answers. */
    private boolean answer(String sku, List<Asked> batch, @Nullable Reply reply, @Nullable Throwable failure) {
        try {
            if (reply != null) {
                teller.hear(sku, reply.text(2), reply.text(3).equals("1"));
            }
        } finally {
            next(sku);
            if (reply != null) {
                answer(batch, reply);
            } else if (batch.size() > 1 && Explain.isNoMemory(failure)) {
                batch.forEach(asked -> run(sku, List.of(asked))); // what gives units back is still done, by itself
            } else {
                batch.forEach(asked -> asked.answer().completeExceptionally(Objects.requireNonNull(failure)));
            }
        }
        return reply != null;
    }

    /** Who only looks does not wait until what others change is safe. */
    @SuppressWarnings("FutureReturnValueIgnored") // those who wait for it are told
    private static void answer(List<Asked> batch, Reply reply) {
        List<Runnable> changes = new ArrayList<>();
        List<Asked> changing = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Asked asked = batch.get(i);
            Reply part = reply.list(4).list(i);
            if (asked.step().changes()) {
                changing.add(asked);
                changes.add(() -> asked.answer().complete(part));
            } else {
                asked.answer().complete(part);
            }
        }
        if (!changing.isEmpty()) {
            reply.confirmed().whenComplete((safe, failure) -> {
                if (failure == null) {
                    changes.forEach(Runnable::run);
                } else {
                    changing.forEach(asked -> asked.answer().completeExceptionally(failure));
                }
            });
        }
    }

    /** Runs the script; if it meets pins, finds out what has become of their deals, and runs it again. */
    private CompletableFuture<Reply> attempt(String sku, List<Asked> batch, List<Verdict> verdicts) {
        return desk.look(Script.ITEM, Places.item(sku), words(sku, batch, verdicts))
                .thenCompose(reply -> {
                    if (reply.is("more")) {
                        see(reply.list(1));
                        return attempt(sku, batch, verdicts);
                    }
                    if (!reply.is("busy")) {
                        desk.sawTime(Long.parseLong(reply.text(1)));
                        see(reply.list(5));
                        return CompletableFuture.completedFuture(reply);
                    }
                    return verdicts(reply).thenCompose(found -> {
                        // What was undecided after these steps were asked for, they may go around: they came before.
                        List<Verdict> all = new ArrayList<>(verdicts);
                        all.addAll(found); // the later of two is what counts
                        return attempt(sku, batch, all);
                    });
                });
    }

    private void see(Reply ends) {
        for (String end : ends.texts()) {
            int space = end.indexOf(' ');
            eye.ended(
                    Hold.End.valueOf(end.substring(0, space)),
                    Duration.ofMillis(Long.parseLong(end.substring(space + 1))));
        }
    }

    private CompletableFuture<List<Verdict>> verdicts(Reply busy) {
        List<CompletableFuture<Verdict>> asked = new ArrayList<>();
        for (int i = 1; i < busy.size(); i += 3) {
            asked.add(deals.verdict(
                    busy.text(i), busy.text(i + 1), busy.text(i + 2).equals("1")));
        }
        return All.of(asked);
    }

    private void next(String sku) {
        List<Asked> batch = new ArrayList<>();
        waiting.compute(sku, (item, queue) -> take(queue, batch));
        if (!batch.isEmpty()) {
            run(sku, batch);
        }
    }

    private static @Nullable Deque<Asked> take(@Nullable Deque<Asked> queue, List<Asked> batch) {
        while (queue != null && !queue.isEmpty() && batch.size() < BATCH_LIMIT) {
            batch.add(queue.remove());
        }
        return batch.isEmpty() ? null : queue;
    }

    private List<String> words(String sku, List<Asked> batch, List<Verdict> verdicts) {
        List<String> words = new ArrayList<>(8 + 4 * verdicts.size() + 9 * batch.size());
        words.add(epoch.get());
        words.add(Long.toString(rules.holdTime().toMillis()));
        words.add(Long.toString(rules.holdLimit().toMillis()));
        words.add(Integer.toString(rules.ledgerLimit()));
        words.add(channels.of(sku));
        words.add(Integer.toString(verdicts.size()));
        for (Verdict verdict : verdicts) {
            words.add(verdict.deal());
            words.add(verdict.nonce());
            words.add(verdict.fate().letter());
        }
        for (Asked asked : batch) {
            Long end = asked.step().end();
            if (end != null) {
                words.addAll(List.of("by", "1", desk.moment(end)));
            }
            List<String> step = asked.step().words();
            words.add(step.get(0));
            words.add(Integer.toString(step.size() - 1));
            words.addAll(step.subList(1, step.size()));
        }
        return words;
    }

    /**
     * Does a step with each of these items, many at once. Returns the answers in their order.
     *
     * @param step made of the item's name
     */
    CompletableFuture<List<Reply>> askAll(List<String> skus, Function<String, Step> step) {
        return askAll(skus, step, new ArrayList<>(skus.size()));
    }

    private CompletableFuture<List<Reply>> askAll(
            List<String> skus, Function<String, Step> step, List<Reply> answered) {
        int from = answered.size();
        int to = Math.min(from + PART, skus.size());
        return All.of(skus.subList(from, to).stream()
                        .map(sku -> ask(sku, step.apply(sku)))
                        .toList())
                .thenCompose(answers -> {
                    answered.addAll(answers);
                    return to == skus.size()
                            ? CompletableFuture.completedFuture(answered)
                            : askAll(skus, step, answered);
                });
    }
}
