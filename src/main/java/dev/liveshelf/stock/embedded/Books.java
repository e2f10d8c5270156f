package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Hold.End;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The steps that move units between the shelf, the carts and the buyers. Each first decides, then writes, so that one that
 * refuses has changed nothing. Only the writer's thread comes here.
 */
final class Books {

    private final Rules rules;
    private final Clock clock;
    private final Holds holds;
    private final Shelf shelf;
    private final Orders orders;
    private final Done done;
    private final Moving moving;
    private final BiConsumer<End, Duration> ended;

    /**
     * @param changed hears of each item as it is written
     * @param ended hears of each hold that ends, and how old it was
     */
    Books(Maps maps, String epoch, Rules rules, Clock clock, Consumer<Item> changed, BiConsumer<End, Duration> ended) {
        this.rules = rules;
        this.clock = clock;
        this.ended = ended;
        holds = new Holds(maps);
        shelf = new Shelf(maps, epoch, rules.ledgerLimit(), holds, clock, changed);
        orders = new Orders(maps, rules.holdLimit());
        done = new Done(maps, epoch);
        moving = new Moving(maps.facts(), shelf, holds);
    }

    Shelf shelf() {
        return shelf;
    }

    Holds holds() {
        return holds;
    }

    Moving moving() {
        return moving;
    }

    /** @throws Damaged if what shoppers see does not add up */
    void check() {
        shelf.check(holds.sums());
    }

    /** Ends every hold whose deadline has come. Before every step, so that no step meets one. */
    void expire() {
        Instant now = clock.instant();
        for (Hold hold = holds.overdue(now); hold != null; hold = holds.overdue(now)) {
            end(hold, End.EXPIRED);
            orders.lost(hold);
            shelf.write(Verb.EXPIRE, hold.quantity(), hold.session(), less(hold));
        }
    }

    Line hold(Session session, String sku, int quantity) {
        rules.checkQuantity(quantity);
        Level level = shelf.level(sku);
        Hold before = holds.get(session, sku);
        if (before != null && before.quantity() == quantity) {
            return new Line(level, before);
        }
        int had = before == null ? 0 : before.quantity();
        int more = quantity - had;
        rules.checkCart(holds.units(session) - had, had, quantity);
        Level after = level.holding(more);
        Hold hold = before == null ? begin(session, sku, quantity) : before.of(quantity);
        holds.put(hold);
        orders.forget(session, sku);
        return new Line(shelf.write(Verb.HOLD, more, session, after), hold);
    }

    Line release(Session session, String sku) {
        Level level = shelf.level(sku);
        Hold hold = holds.get(session, sku);
        orders.forget(session, sku);
        if (hold == null) {
            return new Line(level, null);
        }
        end(hold, End.RELEASED);
        return new Line(shelf.write(Verb.RELEASE, hold.quantity(), session, less(hold)), null);
    }

    Line extend(Session session, String sku) {
        Level level = shelf.level(sku);
        Hold before = holds.get(session, sku);
        if (before == null) {
            throw new Refusal.NotHeld(level);
        }
        Hold hold = before.until(rules.deadline(before.since(), now()));
        if (hold.equals(before)) {
            return new Line(level, before);
        }
        holds.put(hold);
        return new Line(shelf.write(Verb.EXTEND, 0, session, level.holding(0)), hold);
    }

    List<Line> cart(Session session) {
        return holds.of(session).stream()
                .map(hold -> new Line(shelf.level(hold.sku()), hold))
                .toList();
    }

    Order commit(Session session, String id, boolean partial) {
        Order known = orders.before(id, session);
        if (known != null) {
            return known;
        }
        List<Hold> mine = holds.of(session);
        List<Hold> lost = orders.lost(session, clock.instant());
        if (!lost.isEmpty() && (!partial || mine.isEmpty())) {
            throw new Refusal.Gone(lost);
        }
        if (mine.isEmpty()) {
            throw new Refusal.EmptyCart();
        }
        for (Hold hold : mine) {
            end(hold, End.COMMITTED);
            Level after = shelf.level(hold.sku()).sold(hold.quantity());
            shelf.write(Verb.COMMIT, hold.quantity(), "order " + id, after);
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
        Level after = shelf.level(sku).returned(quantity);
        orders.returned(id, sku, quantity);
        return done.remember(key, request, shelf.write(Verb.RETURN, quantity, "order " + id, after));
    }

    Level adjust(String sku, long delta, String reason, String key) {
        String request = "adjust " + sku + " " + delta + " " + reason;
        Level answered = done.before(key, request);
        if (answered != null) {
            return answered;
        }
        Level before = shelf.level(sku);
        if (Math.abs(delta) > Level.MOST_UNITS) { // also keeps the sum from overflowing
            throw new IllegalArgumentException("Adjust by " + Level.MOST_UNITS + " units at the most");
        }
        Level after = before.counted(before.onHand() + delta, before.safetyStock());
        return done.remember(key, request, delta == 0 ? before : shelf.write(Verb.ADJUST, delta, reason, after));
    }

    private Hold begin(Session session, String sku, int quantity) {
        Instant now = now();
        return new Hold(session, sku, quantity, now, rules.deadline(now, now));
    }

    private void end(Hold hold, End how) {
        holds.drop(hold);
        ended.accept(how, Duration.between(hold.since(), now()));
    }

    private Level less(Hold hold) {
        return shelf.level(hold.sku()).holding(-hold.quantity());
    }

    /** As exact as it is written down. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
