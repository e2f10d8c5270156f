package dev.liveshelf.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shop has answered, and whether that can be true. Each cart belongs to one shopper, who does one thing after the
 * other. Any thread.
 *
 * <p>A shop may be known to lose what it has answered, when a replica takes over that lacks the last changes: then
 * differences are counted, and not complained about.
 */
final class Tally {

    private final boolean mayLose;

    /** Units by cart and item, as was answered last. */
    private final Map<String, Map<String, Integer>> carts = new HashMap<>();

    /** Units by item that are surely held: of what is being changed, the lesser. */
    private final Map<String, Integer> sure = new HashMap<>();

    private final Map<String, Integer> stocked = new TreeMap<>();
    private final Map<String, Integer> stocking = new HashMap<>();
    private final Map<String, Integer> sold = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int lost;

    /** @param onHand units by item, in the beginning */
    Tally(Map<String, Integer> onHand, boolean mayLose) {
        this.mayLose = mayLose;
        stocked.putAll(onHand);
    }

    /** What was answered that the cart has. */
    synchronized Map<String, Integer> cart(String session) {
        return Map.copyOf(carts.getOrDefault(session, Map.of()));
    }

    /** Somebody asks for so many in a cart, instead of what there is. */
    synchronized void asks(String session, String item, int quantity) {
        int before = cart(session).getOrDefault(item, 0);
        sure.merge(item, Math.min(0, quantity - before), Integer::sum);
    }

    /** Was done: the cart has so many. */
    synchronized void answered(String session, String item, int asked, int got) {
        int before = cart(session).getOrDefault(item, 0);
        if (got != asked) {
            complaints.add(session + " asked for " + asked + " " + item + ", and has " + got);
        }
        note(session, item, got, got - before - Math.min(0, asked - before));
    }

    /** Was refused, which changes nothing. No more than there was cannot be refused, unless that has been lost. */
    synchronized void refused(String session, String item, int asked) {
        int before = cart(session).getOrDefault(item, 0);
        if (asked <= before && before > 0) {
            differ(item + " of which " + session + " was refused " + asked, before, 0);
            note(session, item, 0, -asked);
        } else {
            note(session, item, before, 0);
        }
    }

    /** @param more units that are held for sure, which were not so while the answer was waited for */
    private void note(String session, String item, int units, int more) {
        sure.merge(item, more, Integer::sum);
        Map<String, Integer> cart = carts.computeIfAbsent(session, name -> new HashMap<>());
        if (units == 0) {
            cart.remove(item);
        } else {
            cart.put(item, units);
        }
        check(item);
    }

    /** Somebody pays for all that is in a cart. */
    synchronized void pays(String session) {
        cart(session).forEach((item, units) -> sure.merge(item, -units, Integer::sum));
    }

    /** Was answered: so much has been sold. */
    synchronized void paid(String session, Map<String, Integer> lines) {
        compare("sold to " + session, cart(session), lines);
        lines.forEach((item, units) -> sold.merge(item, units, Integer::sum));
        carts.remove(session);
        lines.keySet().forEach(this::check);
    }

    /** Was refused: nothing has been sold. */
    synchronized void unpaid(String session) {
        cart(session).forEach((item, units) -> sure.merge(item, units, Integer::sum));
    }

    /** Units come in. */
    synchronized void stocks(String item, int units) {
        stocking.merge(item, units, Integer::sum);
    }

    /** Units have come in. */
    synchronized void stocked(String item, int units) {
        stocking.merge(item, -units, Integer::sum);
        stocked.merge(item, units, Integer::sum);
    }

    /** What is in a cart, when its shopper looks. */
    synchronized void sees(String session, Map<String, Integer> cart) {
        compare("in the cart of " + session, cart(session), cart);
        cart(session).forEach((item, units) -> sure.merge(item, -units, Integer::sum));
        cart.forEach((item, units) -> sure.merge(item, units, Integer::sum));
        carts.put(session, new HashMap<>(cart));
    }

    /** The shop says how much there is of an item while nobody changes it. */
    synchronized void counts(String item, int held, int soldUnits, int onHand) {
        int inCarts = carts.values().stream()
                .mapToInt(cart -> cart.getOrDefault(item, 0))
                .sum();
        if (held > onHand) {
            complaints.add("Oversold: " + held + " " + item + " are held of " + onHand);
        }
        differ(item + " held", inCarts, held);
        differ(item + " sold", sold.getOrDefault(item, 0), soldUnits);
        differ(item + " on hand and sold", stocked.get(item), onHand + soldUnits);
    }

    synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How many units of what was answered were lost. */
    synchronized int lost() {
        return lost;
    }

    /** Carts have never more than there can be. */
    private void check(String item) {
        int given = sure.getOrDefault(item, 0) + sold.getOrDefault(item, 0);
        int most = stocked.get(item) + stocking.getOrDefault(item, 0);
        if (given > most && !mayLose) {
            complaints.add("Oversold: " + given + " of " + most + " " + item);
        }
    }

    private void compare(String what, Map<String, Integer> answered, Map<String, Integer> is) {
        Map<String, Integer> all = new TreeMap<>(answered);
        all.putAll(is);
        all.keySet()
                .forEach(item -> differ(item + " " + what, answered.getOrDefault(item, 0), is.getOrDefault(item, 0)));
    }

    private void differ(String what, int answered, int is) {
        if (answered == is) {
            return;
        }
        lost += Math.abs(answered - is);
        if (!mayLose) {
            complaints.add(what + ": " + answered + " by all answers, and " + is + " in truth");
        }
    }
}
