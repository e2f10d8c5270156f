package dev.liveshelf.stock;

import dev.liveshelf.stock.Movement.Verb;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The model's carts: the holds, and those that ended by themselves. */
final class ModelCarts {

    private static final Comparator<Hold> EARLIEST_FIRST =
            Comparator.comparing(Hold::expires).thenComparing(ModelCarts::key);

    private final Rules rules;
    private final ModelShelf shelf;
    private final Map<String, Hold> holds = new TreeMap<>();
    private final Map<String, Hold> gone = new TreeMap<>();

    /** They take long to make, so all copies share what was made. */
    private final Map<Session, String> digests;

    ModelCarts(Rules rules, ModelShelf shelf) {
        this(rules, shelf, new HashMap<>());
    }

    private ModelCarts(Rules rules, ModelShelf shelf, Map<Session, String> digests) {
        this.rules = rules;
        this.shelf = shelf;
        this.digests = digests;
    }

    ModelCarts copy(ModelShelf copiedShelf) {
        ModelCarts copy = new ModelCarts(rules, copiedShelf, digests);
        copy.holds.putAll(holds);
        copy.gone.putAll(gone);
        return copy;
    }

    /** Ends what is overdue, the earliest first; of several at one moment in the order of the sessions. */
    void expire(Instant now) {
        if (rules.holdTime().isZero()) {
            return;
        }
        List<Hold> overdue = holds.values().stream()
                .filter(hold -> !hold.expires().isAfter(now))
                .sorted(EARLIEST_FIRST)
                .toList();
        for (Hold hold : overdue) {
            end(hold, Verb.EXPIRE, now);
            gone.put(key(hold), hold);
        }
    }

    /** Returns the next deadline, or null. */
    Instant nextDeadline() {
        return holds.values().stream()
                .map(Hold::expires)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    Line hold(Session session, String sku, int quantity, Instant now) {
        if (quantity < 1 || quantity > rules.quantityLimit()) {
            throw new Refusal.Quantity(rules.quantityLimit());
        }
        Level level = shelf.level(sku);
        Hold before = get(session, sku);
        int more = quantity - (before == null ? 0 : before.quantity());
        if (before != null && more == 0) {
            return new Line(level, before);
        }
        if (more > 0 && of(session).stream().mapToInt(Hold::quantity).sum() + more > rules.cartLimit()) {
            throw new Refusal.CartFull(rules.cartLimit());
        }
        if (more > Math.max(0, level.onHand() - level.held() - level.safetyStock())) {
            throw new Refusal.NotEnough(level);
        }
        Instant since = before == null ? now.truncatedTo(ChronoUnit.MILLIS) : before.since();
        Instant expires = before == null ? deadline(since, now) : before.expires();
        Hold hold = new Hold(session, sku, quantity, since, expires);
        holds.put(key(hold), hold);
        gone.remove(key(hold));
        return new Line(write(Verb.HOLD, more, hold, more, now), hold);
    }

    Line release(Session session, String sku, Instant now) {
        Level level = shelf.level(sku);
        Hold hold = get(session, sku);
        gone.remove(session.value() + "/" + sku);
        return new Line(hold == null ? level : end(hold, Verb.RELEASE, now), null);
    }

    Line extend(Session session, String sku, Instant now) {
        Level level = shelf.level(sku);
        Hold before = get(session, sku);
        if (before == null) {
            throw new Refusal.NotHeld(level);
        }
        Instant expires = deadline(before.since(), now);
        if (Objects.equals(expires, before.expires())) {
            return new Line(level, before);
        }
        Hold hold = new Hold(session, sku, before.quantity(), before.since(), expires);
        holds.put(key(hold), hold);
        return new Line(write(Verb.EXTEND, 0, hold, 0, now), hold);
    }

    List<Hold> of(Session session) {
        return begin(session, holds);
    }

    /** Returns what the session has lost within the hold limit. */
    List<Hold> lost(Session session, Instant now) {
        return begin(session, gone).stream()
                .filter(hold -> hold.expires().plus(rules.holdLimit()).isAfter(now))
                .toList();
    }

    /** Takes a hold away that was paid for. */
    void sell(Hold hold, String order, Instant now) {
        holds.remove(key(hold));
        int units = hold.quantity();
        shelf.write(
                Verb.COMMIT, units, "order " + order, now, hold.sku(), -units, -units, units, nextDeadline(hold.sku()));
    }

    void forget(Hold hold) {
        gone.remove(key(hold));
    }

    boolean remembersAs(ModelCarts other) {
        return gone.equals(other.gone);
    }

    String digest(Session session) {
        return digests.computeIfAbsent(session, Session::toString);
    }

    private Hold get(Session session, String sku) {
        return holds.get(session.value() + "/" + sku);
    }

    private Level end(Hold hold, Verb verb, Instant now) {
        holds.remove(key(hold));
        return write(verb, hold.quantity(), hold, -hold.quantity(), now);
    }

    private Level write(Verb verb, long quantity, Hold hold, long held, Instant now) {
        String sku = hold.sku();
        return shelf.write(verb, quantity, digest(hold.session()), now, sku, 0, held, 0, nextDeadline(sku));
    }

    private Instant nextDeadline(String sku) {
        Instant next = null;
        for (Hold hold : holds.values()) {
            boolean earlier =
                    hold.expires() != null && (next == null || hold.expires().isBefore(next));
            next = earlier && hold.sku().equals(sku) ? hold.expires() : next;
        }
        return next;
    }

    private Instant deadline(Instant since, Instant now) {
        if (rules.holdTime().isZero()) {
            return null;
        }
        Instant soft = now.truncatedTo(ChronoUnit.MILLIS).plus(rules.holdTime());
        Instant hard = since.plus(rules.holdLimit());
        return soft.isAfter(hard) ? hard : soft;
    }

    private static List<Hold> begin(Session session, Map<String, Hold> all) {
        return all.values().stream()
                .filter(hold -> hold.session().equals(session))
                .toList();
    }

    private static String key(Hold hold) {
        return hold.session().value() + "/" + hold.sku();
    }
}
