package dev.liveshelf.stock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes random requests: of shoppers, and of the shop's back end. Often an earlier one once more; often of items that are
 * nearly sold out, of orders and keys that were used before, and of numbers that cannot be.
 */
final class Shoppers {

    static final List<Session> SESSIONS =
            IntStream.range(0, 8).mapToObj(i -> new Session("s" + i)).toList();

    /** What is on the shelf at the start. X comes to it by and by, and Z never. */
    static final Map<String, Long> START = new LinkedHashMap<>();

    static {
        for (String sku : List.of("P", "A", "B", "C", "D")) {
            START.put(sku, 3L + START.size() * 4L);
        }
    }

    private static final List<String> SHELVED = List.copyOf(START.keySet());
    private static final int REMEMBERED = 60;

    private final Random random;
    private final Rules rules;
    private final List<Request> earlier = new ArrayList<>();
    private int orders;
    private int keys;

    Shoppers(Random random, Rules rules) {
        this.random = random;
        this.rules = rules;
    }

    /** Returns how long it takes until the next requests: often just until a deadline, or to a moment before it. */
    Duration pause(Model model, HandClock clock) {
        Duration next = model.carts().nextDeadline() == null
                ? Duration.ofHours(2)
                : Duration.between(clock.instant(), model.carts().nextDeadline());
        return switch (random.nextInt(10)) {
            case 0, 1 -> next;
            case 2 -> next.isZero() ? next : next.minusNanos(1);
            case 3 -> Duration.ofNanos(random.nextInt(3_000_000));
            case 4 -> random.nextInt(20) == 0 ? Duration.ofHours(3) : Duration.ZERO;
            default -> Duration.ofSeconds(random.nextInt(240));
        };
    }

    /** Returns a new request. */
    Request next(Model model) {
        Request request = make(model);
        if (earlier.size() == REMEMBERED) {
            earlier.remove(random.nextInt(REMEMBERED));
        }
        earlier.add(request);
        return request;
    }

    /** Returns an earlier request, the same to the letter. */
    Request again() {
        return earlier.get(random.nextInt(earlier.size()));
    }

    /** Tells whether an earlier request is due. */
    boolean repeats() {
        return !earlier.isEmpty() && random.nextInt(7) == 0;
    }

    private Request make(Model model) {
        Session session = SESSIONS.get(random.nextInt(SESSIONS.size()));
        String sku = sku();
        int roll = random.nextInt(100);
        if (roll < 36) {
            int quantity = random.nextInt(15) == 0 ? random.nextInt(9) - 2 : 1 + random.nextInt(rules.quantityLimit());
            return new Request(
                    "hold " + session.value() + " " + sku + " " + quantity,
                    stock -> stock.hold(session, sku, quantity),
                    it -> it.hold(session, sku, quantity));
        } else if (roll < 44) {
            return new Request(
                    "release " + session.value() + " " + sku,
                    stock -> stock.release(session, sku),
                    it -> it.release(session, sku));
        } else if (roll < 54) {
            return new Request(
                    "extend " + session.value() + " " + sku,
                    stock -> stock.extend(session, sku),
                    it -> it.extend(session, sku));
        } else if (roll < 64) {
            String order = "o" + recent(orders += random.nextInt(2));
            boolean partial = random.nextInt(3) == 0;
            return new Request(
                    "commit " + session.value() + " " + order + " " + partial,
                    stock -> stock.commit(session, order, partial),
                    it -> it.commit(session, order, partial));
        } else if (roll < 70) {
            return new Request("cart " + session.value(), stock -> stock.cart(session), it -> it.cart(session));
        }
        return backOffice(model, sku, roll);
    }

    private Request backOffice(Model model, String sku, int roll) {
        if (roll < 80) {
            String order = "o" + recent(orders);
            List<Order.Sold> sold = model.sold(order);
            String of =
                    sold.isEmpty() ? sku : sold.get(random.nextInt(sold.size())).sku();
            int quantity = random.nextInt(4);
            String key = key();
            return new Request(
                    "return " + order + " " + of + " " + quantity + " " + key,
                    stock -> stock.giveBack(order, of, quantity, key),
                    it -> it.giveBack(order, of, quantity, key));
        } else if (roll < 89) {
            long delta = random.nextInt(30) == 0 ? random.nextLong() >> random.nextInt(60) : random.nextInt(10) - 4;
            String key = key();
            return new Request(
                    "adjust " + sku + " " + delta + " " + key,
                    stock -> stock.adjust(sku, delta, "because", key),
                    it -> it.adjust(sku, delta, "because", key));
        } else if (roll < 96) {
            Count count = count(sku);
            Version expected = expected(model, sku);
            return new Request(
                    "set " + count + " " + expected,
                    stock -> stock.set(count, expected),
                    it -> it.set(count, expected));
        } else if (roll < 99) {
            List<Count> counts = new ArrayList<>(SHELVED.stream()
                    .filter(each -> random.nextBoolean())
                    .map(this::count)
                    .toList());
            if (random.nextInt(8) == 0) {
                counts.add(count(sku));
            }
            return new Request("setAll " + counts, stock -> stock.setAll(counts), it -> it.setAll(counts));
        }
        return new Request("fill", stock -> stock.fill(START), it -> it.fill(START));
    }

    private String sku() {
        if (random.nextInt(20) == 0) {
            return random.nextInt(4) == 0 ? "Z" : "X";
        }
        return SHELVED.get(random.nextInt(SHELVED.size()));
    }

    private Count count(String sku) {
        String name = sku.equals("Z") ? "X" : sku;
        long units = random.nextInt(40) == 0 ? Level.MOST_UNITS - random.nextInt(3) : random.nextInt(26);
        Long kept = random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(4)) : null;
        String title = random.nextInt(4) == 0 ? "No. " + random.nextInt(3) : null;
        return new Count(name, units, kept, title);
    }

    private Version expected(Model model, String sku) {
        return switch (random.nextInt(6)) {
            case 0 -> Version.NONE;
            case 1 -> SHELVED.contains(sku) ? model.shelf().level(sku).version() : Version.NONE;
            default -> null;
        };
    }

    private String key() {
        return "key" + recent(keys += random.nextInt(2));
    }

    /** The last, or one of those a little before it. */
    private int recent(int last) {
        return Math.max(0, last - (random.nextBoolean() ? 0 : random.nextInt(12)));
    }
}
