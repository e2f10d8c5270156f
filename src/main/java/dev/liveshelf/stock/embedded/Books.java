package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    private static final String FORMAT = "1";

    private final Rules rules;
    private final Clock clock;
    private final Consumer<Level> changed;
    private final MVMap<String, String> facts;
    private final MVMap<String, Level> levels;
    private final MVMap<String, Hold> holds;
    private final String epoch;

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
            filled.forEach(this::write);
            facts.put("first", filled.get(0).sku());
        }
    }

    Line hold(Session session, String sku, int quantity) {
        rules.checkQuantity(quantity);
        Level level = level(sku);
        String key = key(session, sku);
        Hold before = holds.get(key);
        if (before != null && before.quantity() == quantity) {
            return new Line(level, before);
        }
        Hold hold = before != null
                ? before.of(quantity)
                : new Hold(session, sku, quantity, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Level after = level.holding(quantity - (before == null ? 0 : before.quantity()));
        holds.put(key, hold);
        return new Line(write(after), hold);
    }

    Line release(Session session, String sku) {
        Level level = level(sku);
        String key = key(session, sku);
        Hold hold = holds.get(key);
        if (hold == null) {
            return new Line(level, null);
        }
        Level after = level.holding(-hold.quantity());
        holds.remove(key);
        return new Line(write(after), null);
    }

    List<Line> cart(Session session) {
        String prefix = key(session, "");
        List<Hold> mine = new ArrayList<>();
        Cursor<String, Hold> cursor = holds.cursor(prefix);
        while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
            mine.add(cursor.getValue());
        }
        return mine.stream()
                .sorted(Comparator.comparing(Hold::since))
                .map(hold -> new Line(level(hold.sku()), hold))
                .toList();
    }

    private Level level(String sku) {
        Level level = levels.get(sku);
        if (level == null) {
            throw new Refusal.UnknownItem();
        }
        return level;
    }

    private Level write(Level level) {
        levels.put(level.sku(), level);
        changed.accept(level);
        return level;
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
