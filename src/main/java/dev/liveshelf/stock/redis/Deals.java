package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.redis.Verdict.Fate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The records of all changes of several items: checkouts, and counts of many.
 *
 * <pre>
 *              begin               decide, once every item has its pin             every item has done it
 *   (nothing) -------&gt; UNDECIDED ------------------------------------&gt; DECIDED ----------------------&gt; DONE
 *       ^                  |                                              |                (a count: forgotten)
 *       +------------------+                                              +-- whoever meets a pin of it
 *         abandon: its maker, who starts again or refuses;                    does it at that item first
 *         or whoever is in the way of its pin and has waited
 * </pre>
 *
 * Each state has one record that changes in one step, so at every moment it is either done everywhere, for all to see,
 * or nowhere; no matter who dies when.
 */
final class Deals {

    /** How often one waits for another who is at the same thing, before it is thrown out. */
    private static final int PATIENCE = 4;

    private static final int GIVE_UP = 200;

    private final Desk desk;
    private final Pause pause;

    Deals(Desk desk, Pause pause) {
        this.desk = desk;
        this.pause = pause;
    }

    /** Writes down that it is under way, so that somebody ends it, and begins it. Returns what was there, if anything. */
    CompletableFuture<Deal> begin(String id, String nonce, String buyer, List<String> lines) {
        return desk.run(Script.DEALS, Places.DEALS, "begin", id + " " + nonce)
                .thenCompose(noted -> record(id, "begin", nonce, buyer, join(lines)));
    }

    CompletableFuture<Deal> read(String id) {
        return record(id, "read", "");
    }

    /** Decides it. Returns whether it was still undecided. */
    CompletableFuture<Boolean> decide(String id, String nonce, List<String> lines) {
        return act(id, "decide", nonce, join(lines));
    }

    /**
     * Decides it, unless it is too late.
     *
     * @param end the moment, of {@link System#nanoTime}, after which it is not decided any more
     */
    CompletableFuture<Boolean> decide(String id, String nonce, List<String> lines, long end) {
        return act(id, "decide", nonce, join(lines), desk.moment(end));
    }

    /** Abandons it. Returns whether it was still undecided. */
    CompletableFuture<Boolean> abandon(String id, String nonce) {
        return act(id, "abandon", nonce);
    }

    /** Notes that an order has been carried out everywhere. */
    CompletableFuture<Void> made(Deal order) {
        return All.done(act(order.id(), "done", order.nonce())
                .thenCompose(done ->
                        desk.run(Script.DEALS, Places.DEALS, "made", order.id() + " " + order.nonce(), order.id())));
    }

    /** Forgets what needs no memory. */
    CompletableFuture<Void> drop(Deal deal) {
        return act(deal.id(), "drop", deal.nonce()).thenCompose(dropped -> end(deal.id(), deal.nonce()));
    }

    /** Notes that its maker is alive: so that nobody ends it for him. */
    CompletableFuture<Void> touch(String id, String nonce) {
        return All.done(desk.run(Script.DEALS, Places.DEALS, "touch", id + " " + nonce));
    }

    /** Notes that it is not under way any more. */
    CompletableFuture<Void> end(String id, String nonce) {
        return All.done(desk.run(Script.DEALS, Places.DEALS, "end", id + " " + nonce));
    }

    /** Returns some that have been under way for so long, in milliseconds: name and nonce, with a space between. */
    CompletableFuture<List<String>> stale(long age) {
        return desk.look(Script.DEALS, Places.DEALS, "stale", Long.toString(age))
                .thenApply(Reply::texts);
    }

    /** Returns some of the oldest orders past so many. */
    CompletableFuture<List<String>> excess(int limit) {
        return desk.look(Script.DEALS, Places.DEALS, "excess", Integer.toString(limit))
                .thenApply(Reply::texts);
    }

    CompletableFuture<Void> forgetOrder(String id) {
        return All.done(desk.run(Script.DEALS, Places.DEALS, "forget", id));
    }

    /**
     * Finds out what has become of a deal.
     *
     * @param overdue whether what it pinned is a hold whose time is over: then it must not stay undecided
     */
    CompletableFuture<Verdict> verdict(String id, String nonce, boolean overdue) {
        return desk.look(Script.DEAL, Places.deal(id), "state", "").thenCompose(reply -> {
            Deal record = deal(id, reply);
            if (!record.nonce().equals(nonce) || !record.isThere()) {
                return verdict(id, nonce, Fate.ABANDONED, reply);
            }
            if (record.isUndecided() && overdue) {
                return abandon(id, nonce).thenCompose(abandoned -> verdict(id, nonce, true));
            }
            if (record.isUndecided()) {
                return CompletableFuture.completedFuture(new Verdict(id, nonce, Fate.UNDECIDED));
            }
            return verdict(id, nonce, Fate.DECIDED, reply);
        });
    }

    /** A fate that may yet be lost must not be acted upon anywhere: until it is safe, there is none. */
    private static CompletableFuture<Verdict> verdict(String id, String nonce, Fate fate, Reply said) {
        return said.confirmed().handle((safe, lost) -> new Verdict(id, nonce, lost == null ? fate : Fate.UNDECIDED));
    }

    /**
     * Gets out of the way of another deal: waits a little, and throws it out if it stays too long.
     *
     * @param times how often this was done before
     */
    CompletableFuture<Void> giveWay(String id, String nonce, int times) {
        if (times >= GIVE_UP) {
            return CompletableFuture.failedFuture(new Refusal.Away("Too many want the same thing"));
        }
        boolean waits = times < PATIENCE;
        CompletableFuture<Void> before = waits ? CompletableFuture.completedFuture(null) : All.done(abandon(id, nonce));
        return before.thenCompose(done -> rest(times));
    }

    /** Waits for a moment, so that those who are at the same thing do not meet again. */
    CompletableFuture<Void> rest(int times) {
        long longest = 1L << Math.min(6, times);
        return pause.millis(ThreadLocalRandom.current().nextLong(1, longest + 2));
    }

    private CompletableFuture<Deal> record(String id, String... words) {
        return desk.run(Script.DEAL, Places.deal(id), words).thenApply(reply -> deal(id, reply));
    }

    private static Deal deal(String id, Reply reply) {
        return new Deal(id, reply.text(0), reply.text(1), reply.text(2), split(reply.text(3)));
    }

    private CompletableFuture<Boolean> act(String id, String... words) {
        return desk.run(Script.DEAL, Places.deal(id), words).thenApply(reply -> reply.is("1"));
    }

    private static String join(List<String> lines) {
        return String.join(" ", lines);
    }

    private static List<String> split(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split(" "));
    }
}
