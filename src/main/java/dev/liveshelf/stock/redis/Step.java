package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do with one item; {@code item.lua} does it.
 *
 * @param verdict what has been decided of a deal, and is to be carried out before; null for nothing
 * @param end the moment, of {@link System#nanoTime}, after which it is not done any more; null if it always is
 */
record Step(
        List<String> words,
        @Nullable Verdict verdict,
        @Nullable Long end) {

    /** For so long it may be under way. Whoever asked for it has been told by then that it was not done, perhaps. */
    private static final long UNDER_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /**
     * Returns the same, which is not done any more if it arrives too late: whoever asked for it may have given it up then,
     * and done something else.
     *
     * @param begin the moment, of {@link System#nanoTime}, at which it was asked for
     */
    Step askedAt(long begin) {
        return new Step(words, verdict, end(begin));
    }

    /** Returns the moment after which nothing is done any more of what was asked for at this one. */
    static long end(long begin) {
        return begin + UNDER_WAY_NANOS;
    }

    /** Whether there is time left to do it. */
    boolean isInTime() {
        return end == null || end - System.nanoTime() > 0;
    }

    private static final Set<String> LOOKS = Set.of("fill", "look", "order", "ledger", "audit", "pack");

    /** Tells whether somebody is promised something by its answer: not what he has only seen. */
    boolean changes() {
        return verdict != null || !LOOKS.contains(words.get(0));
    }

    static Step look() {
        return of("look", "");
    }

    /** Looks at what the session holds, and has lost lately. */
    static Step look(Session session) {
        return of("look", session.value());
    }

    static Step hold(Session session, int quantity) {
        return of("hold", session.value(), session.toString(), text(quantity));
    }

    static Step release(Session session) {
        return of("release", session.value(), session.toString());
    }

    static Step extend(Session session) {
        return of("extend", session.value(), session.toString());
    }

    /** @param creates whether to put the item on the shelf if it is not there */
    static Step set(Count count, boolean creates, String expected) {
        List<String> words = new ArrayList<>(List.of("set", creates ? "1" : "0"));
        words.addAll(words(count));
        words.add(expected);
        return new Step(List.copyOf(words), null, null);
    }

    static Step fill(long onHand) {
        return of("fill", text(onHand));
    }

    static Step adjust(String key, String nonce, long delta, String reason) {
        return of("adjust", key, nonce, text(delta), reason);
    }

    static Step giveBack(String key, String nonce, String order, int quantity) {
        return of("return", key, nonce, order, text(quantity));
    }

    static Step takeKey(String key, String nonce) {
        return of("void", key, nonce);
    }

    static Step forgetKey(String key, String nonce) {
        return of("forget", key, nonce);
    }

    /** Pins all that the session holds, for a checkout. */
    static Step pin(String deal, String nonce, Session session) {
        return of("pinsale", deal, nonce, session.value());
    }

    /** Pins a count, for a count of many items. */
    static Step pin(String deal, String nonce, Count count) {
        List<String> words = new ArrayList<>(List.of("pincount", deal, nonce));
        words.addAll(words(count));
        return new Step(List.copyOf(words), null, null);
    }

    /** Does what was decided of a deal, and then nothing. */
    static Step settle(Verdict verdict) {
        return new Step(List.of("look", ""), verdict, null);
    }

    static Step order(String order) {
        return of("order", order);
    }

    static Step forgetOrder(String order) {
        return of("drop", order);
    }

    static Step ledger(long after, int most) {
        return of("ledger", text(Math.max(0, after)), text(Math.max(0, most)));
    }

    static Step audit() {
        return of("audit");
    }

    static Step pack() {
        return of("pack");
    }

    /** Puts an item with some of its holds there; what is there already stays. */
    static Step unpack(Parcel parcel, List<Hold> holds) {
        List<String> words = new ArrayList<>(List.of(
                "unpack", parcel.title(), text(parcel.onHand()), text(parcel.safetyStock()), text(parcel.sold())));
        for (Hold hold : holds) {
            Instant expires = hold.expires();
            words.add(hold.session().value());
            words.add(hold.session().toString());
            words.add(text(hold.quantity()));
            words.add(text(hold.since().toEpochMilli()));
            words.add(expires == null ? "0" : text(expires.toEpochMilli()));
        }
        return new Step(List.copyOf(words), null, null);
    }

    private static Step of(String... words) {
        return new Step(List.of(words), null, null);
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static List<String> words(Count count) {
        String title = count.title();
        Long kept = count.safetyStock();
        return List.of(
                text(count.onHand()),
                kept == null ? "" : text(kept),
                title == null ? "0" : "1",
                title == null ? "" : title);
    }
}
