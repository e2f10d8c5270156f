package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Level;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Looks after the items that somebody watches: hears Redis's news of them, looks again after every gap in it and every few
 * seconds, and is there when a hold ends. Every node does so; whoever is first ends the hold, and all hear of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is missed is looked at in the next round
final class Lookout {

    /** What news may be missed is made good in this time, at the latest. Two thirds of it at the least. */
    private static final long ROUND_MILLIS = 4_500;

    /** How many are looked at together. */
    private static final int PART = 100;

    /** By how much a clock may be wrong, or a timer early. */
    private static final long SHORTEST_MILLIS = 1;

    /** Nodes do not all come at the same moment: the first one does it for all. Also, what ends together is ended together. */
    private static final long SPREAD_MILLIS = 10;

    private final Desk desk;
    private final Items items;
    private final Teller teller;
    private final News news;
    private final Channels channels;
    private final Timer timer;

    /** When each item is looked at next because a hold of it ends. */
    private final ConcurrentMap<String, Instant> appointments = new ConcurrentHashMap<>();

    Lookout(Desk desk, Items items, Teller teller, News news, Channels channels, Timer timer) {
        this.desk = desk;
        this.items = items;
        this.teller = teller;
        this.news = news;
        this.channels = channels;
        this.timer = timer;
    }

    void start() {
        news.listen(
                (channel, text) -> teller.hear(Channels.item(channel), text, /* news= */ false),
                channels -> look(channels.stream().map(Channels::item).toList()));
        round();
    }

    void add(String sku) {
        if (teller.watch(sku)) {
            news.add(channels.of(sku));
        }
    }

    void remove(String sku) {
        if (teller.unwatch(sku)) {
            news.remove(channels.of(sku));
        }
    }

    /** Looks at everything that is watched: something may have been missed. */
    void lookAgain() {
        look(teller.watched());
    }

    /** Looks at what is overdue. Completes when it has been ended. */
    CompletableFuture<Void> attend() {
        return All.done(items.askAll(teller.overdue(desk.now()), sku -> Step.look()));
    }

    /** Returns who hears of each level, to be there when its next hold ends. */
    Consumer<Level> alarm() {
        return level -> {
            Instant next = level.nextExpiry();
            if (next != null) {
                appoint(level.sku(), next);
            }
        };
    }

    private void appoint(String sku, Instant next) {
        boolean[] earlier = new boolean[1];
        appointments.compute(sku, (item, before) -> {
            earlier[0] = before == null || next.isBefore(before);
            return earlier[0] ? next : before;
        });
        if (earlier[0]) { // the one before, if any, then finds nothing to do
            long spread = ThreadLocalRandom.current().nextLong(SPREAD_MILLIS);
            long millis = Math.max(SHORTEST_MILLIS, next.toEpochMilli() - desk.now()) + spread;
            timer.after(millis, () -> keep(sku, next));
        }
    }

    /**
     * Looks, unless another node has done so meanwhile and told. What is found is heard by the alarm, too. Away: looked at
     * again when Redis is back.
     */
    private void keep(String sku, Instant appointment) {
        if (!appointments.remove(sku, appointment) || !teller.isWatched(sku)) {
            return;
        }
        Level told = teller.told(sku);
        Instant next = told == null ? appointment : told.nextExpiry();
        if (next != null && next.toEpochMilli() > desk.now()) {
            appoint(sku, next);
        } else if (next != null) {
            items.ask(sku, Step.look()).exceptionally(away -> new Reply(List.of()));
        }
    }

    private void round() {
        long millis = ThreadLocalRandom.current().nextLong(ROUND_MILLIS * 2 / 3, ROUND_MILLIS);
        timer.after(millis, () -> {
            round();
            news.isOn();
            lookAgain();
        });
    }

    /** One part after the other, so that shoppers are not kept waiting. */
    private void look(List<String> skus) {
        if (!skus.isEmpty()) {
            int part = Math.min(PART, skus.size());
            items.askAll(skus.subList(0, part), sku -> Step.look()).whenComplete((looks, away) -> {
                if (away == null) {
                    look(skus.subList(part, skus.size()));
                }
            });
        }
    }
}
