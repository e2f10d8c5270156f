package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * What is written down: levels and holds, and the steps that change them. Each step first decides, then writes, so that
 * one that refuses has changed nothing. Only the writer's thread comes here.
 */
final class Books {

    /** Bumped when what is written below cannot be read by older programs. */
    private static final String FORMAT = "5";

    private final Rules rules;
    private final Clock clock;
    private final Consumer<Level> changed;
    private final MVMap<String, String> facts;
    private final MVMap<String, Level> levels;
    private final MVMap<String, Hold> holds;
    private final String epoch;
    private final Ledger ledger;
    private final Done done;
    private final Orders orders;

    /** Of all holds that have a deadline. Says nothing that the holds do not say. */
    private final Deadlines deadlines = new Deadlines();

    /** @param changed hears of each level as it is written */
    Books(MVStore store, Rules rules, Clock clock, Consumer<Level> changed) {
        this.rules = rules;
        this.clock = clock;
        this.changed = changed;
        facts = store.openMap("facts");
        String format = facts.computeIfAbsent("format", key -> FORMAT);
        if (!format.equals(FORMAT)) {
            throw new IllegalStateException("it was written in format " + format + ", this program reads " + FORMAT);
        }
        epoch = facts.computeIfAbsent("epoch", key -> newEpoch());
        levels = store.openMap("levels", new MVMap.Builder<String, Level>().valueType(new LevelType(epoch)));
        holds = store.openMap("holds", new MVMap.Builder<String, Hold>().valueType(new HoldType()));
        ledger = new Ledger(store, epoch, rules.ledgerLimit());
        done = new Done(store, epoch);
        orders = new Orders(store, rules.holdLimit());
        readDeadlines();
    }

    /** Reads the deadlines from the holds: at the start, and when steps were undone. */
    void readDeadlines() {
        deadlines.clear();
        Cursor<String, Hold> cursor = holds.cursor(null);
        while (cursor.hasNext()) {
            String key = cursor.next();
            deadlines.add(cursor.getValue().expires(), cursor.getValue().sku(), key);
        }
    }

    /** Returns when the next hold ends by itself, or null if none will. */
    @Nullable
    Instant nextDeadline() {
        Deadlines.Deadline first = deadlines.first();
        return first == null ? null : first.at();
    }

    /** Ends every hold whose deadline has come. Before every step, so that no step meets one. */
    void expire() {
        Instant now = clock.instant();
        for (Deadlines.Deadline due = deadlines.first();
                due != null && !due.at().isAfter(now);
                due = deadlines.first()) {
            Hold hold = Objects.requireNonNull(holds.get(due.key()));
            drop(hold);
            orders.lost(hold);
            write(
                    Verb.EXPIRE,
                    hold.quantity(),
                    hold.session(),
                    level(hold.sku()).holding(-hold.quantity()));
        }
    }

    Iterable<Level> levels() {
        return levels.values();
    }

    @Nullable
    String first() {
        return facts.get("first");
    }

    void fill(Map<String, Long> onHand) {
        if (levels.isEmpty() && !onHand.isEmpty()) {
            List<Level> filled = new ArrayList<>();
            onHand.forEach((sku, units) -> filled.add(Level.first(sku, epoch, units)));
            filled.forEach(level -> write(Verb.SET, level.onHand(), "first filling", level));
            facts.put("first", filled.get(0).sku());
        }
    }

    Line hold(Session session, String sku, int quantity) {
        rules.checkQuantity(quantity);
        Level level = level(sku);
        Hold before = holds.get(key(session, sku));
        if (before != null && before.quantity() == quantity) {
            return new Line(level, before);
        }
        int more = quantity - (before == null ? 0 : before.quantity());
        Level after = level.holding(more);
        Hold hold = before == null ? begin(session, sku, quantity) : before.of(quantity);
        put(hold);
        orders.forget(session, sku);
        return new Line(write(Verb.HOLD, more, session, after), hold);
    }

    Line release(Session session, String sku) {
        Level level = level(sku);
        Hold hold = holds.get(key(session, sku));
        orders.forget(session, sku);
        if (hold == null) {
            return new Line(level, null);
        }
        drop(hold);
        return new Line(write(Verb.RELEASE, hold.quantity(), session, level.holding(-hold.quantity())), null);
    }

    Line extend(Session session, String sku) {
        Level level = level(sku);
        Hold before = holds.get(key(session, sku));
        if (before == null) {
            throw new Refusal.NotHeld(level);
        }
        Hold hold = before.until(rules.deadline(before.since(), now()));
        if (hold.equals(before)) {
            return new Line(level, before);
        }
        drop(before);
        put(hold);
        return new Line(write(Verb.EXTEND, 0, session, level.holding(0)), hold);
    }

    List<Line> cart(Session session) {
        return holds(session).stream()
                .map(hold -> new Line(level(hold.sku()), hold))
                .toList();
    }

    Order commit(Session session, String id, boolean partial) {
        Order known = orders.before(id, session);
        if (known != null) {
            return known;
        }
        List<Hold> mine = holds(session);
        List<Hold> lost = orders.lost(session, clock.instant());
        if (!lost.isEmpty() && (!partial || mine.isEmpty())) {
            throw new Refusal.Gone(lost);
        }
        if (mine.isEmpty()) {
            throw new Refusal.EmptyCart();
        }
        for (Hold hold : mine) {
            drop(hold);
            write(Verb.COMMIT, hold.quantity(), "order " + id, level(hold.sku()).sold(hold.quantity()));
        }
        lost.forEach(hold -> orders.forget(session, hold.sku()));
        return orders.remember(id, session, mine);
    }

    Level giveBack(String id, String sku, int quantity, String key) {
        String request = "return " + id + " " + sku + " " + quantity;
        Level answered = done.before(key, request);
        if (answered != null) {
            return answered;
        }
        int left = orders.left(id, sku);
        if (quantity < 1 || quantity > left) {
            throw new Refusal.NotSold(left);
        }
        Level after = level(sku).returned(quantity);
        orders.returned(id, sku, quantity);
        Level answer = write(Verb.RETURN, quantity, "order " + id, after);
        done.remember(key, request, answer);
        return answer;
    }

    /** Returns what the session holds, oldest first. */
    private List<Hold> holds(Session session) {
        String prefix = key(session, "");
        List<Hold> mine = new ArrayList<>();
        Cursor<String, Hold> cursor = holds.cursor(prefix);
        while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
            mine.add(cursor.getValue());
        }
        mine.sort(Comparator.comparing(Hold::since));
        return mine;
    }

    Level level(String sku) {
        Level level = levels.get(sku);
        if (level == null) {
            throw new Refusal.UnknownItem();
        }
        return level;
    }

    List<Level> items(String after, int most) {
        List<Level> items = new ArrayList<>();
        Cursor<String, Level> cursor = levels.cursor(after + '\0'); // the first name that can follow it
        while (items.size() < most && cursor.hasNext()) {
            cursor.next();
            items.add(cursor.getValue());
        }
        return items;
    }

    Level set(String sku, long onHand, long safetyStock, @Nullable Version expected) {
        Level before = levels.get(sku);
        if (expected != null && !level(sku).version().equals(expected)) {
            throw new Refusal.Changed(level(sku));
        }
        if (before == null) {
            Level first = new Level(sku, new Version(epoch, 1), onHand, 0, safetyStock, 0, null);
            facts.putIfAbsent("first", sku);
            return write(Verb.SET, onHand, "put on the shelf", first);
        }
        Level after = before.counted(onHand, safetyStock);
        boolean same = before.onHand() == onHand && before.safetyStock() == safetyStock;
        return same ? before : write(Verb.SET, onHand - before.onHand(), "counted", after);
    }

    Level adjust(String sku, long delta, String reason, String key) {
        String request = "adjust " + sku + " " + delta + " " + reason;
        Level answered = done.before(key, request);
        if (answered != null) {
            return answered;
        }
        Level before = level(sku);
        if (Math.abs(delta) > Level.MOST_UNITS) { // also keeps the sum from overflowing
            throw new IllegalArgumentException("Adjust by " + Level.MOST_UNITS + " units at the most");
        }
        Level after = before.counted(before.onHand() + delta, before.safetyStock());
        Level answer = delta == 0 ? before : write(Verb.ADJUST, delta, reason, after);
        done.remember(key, request, answer);
        return answer;
    }

    List<Movement> ledger(String sku, long after, int most) {
        level(sku);
        return ledger.after(sku, after, most);
    }

    List<Finding> audit() {
        return new Audit(ledger).run(levels.values(), holds.values());
    }

    private Hold begin(Session session, String sku, int quantity) {
        Instant now = now();
        return new Hold(session, sku, quantity, now, rules.deadline(now, now));
    }

    /** As exact as it is written down. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void put(Hold hold) {
        String key = key(hold.session(), hold.sku());
        holds.put(key, hold);
        deadlines.add(hold.expires(), hold.sku(), key);
    }

    private void drop(Hold hold) {
        String key = key(hold.session(), hold.sku());
        holds.remove(key);
        deadlines.remove(hold.expires(), hold.sku(), key);
    }

    private Level write(Verb verb, long quantity, Object party, Level level) {
        Level written = level.expiring(deadlines.next(level.sku()));
        levels.put(written.sku(), written);
        ledger.add(new Movement(verb, now(), quantity, party.toString(), written));
        changed.accept(written);
        return written;
    }

    /** A session has no slash in it, so the holds of one cart lie side by side, and no other cart's between them. */
    private static String key(Session session, String sku) {
        return session.value() + "/" + sku;
    }

    /** Six letters and figures: two billion values, for something that happens once in the life of a directory. */
    private static String newEpoch() {
        long random = ThreadLocalRandom.current().nextLong(60_466_176L, 2_176_782_336L);
        return Long.toString(random, Character.MAX_RADIX);
    }
}
