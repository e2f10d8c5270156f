package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How levels, holds and movements are written in Redis: words with spaces between, moments in milliseconds, 0 for never. */
final class Texts {

    private Texts() {}

    /** Reads {@code epoch n onhand held safety sold next}. */
    static Level level(String sku, String text) {
        String[] words = text.split(" ", 7);
        return level(sku, words[0], words, 1);
    }

    /** Reads the level before an item's first movement that is kept, which is written without its epoch. */
    static Level opening(String sku, String epoch, String text) {
        return level(sku, epoch, text.split(" ", 6), 0);
    }

    /** Reads {@code quantity since expires}; null if empty. */
    static @Nullable Hold hold(Session session, String sku, String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] words = text.split(" ", 4); // the fourth, if any, is the session's digest
        Instant since = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return new Hold(session, sku, Integer.parseInt(words[0]), since, moment(words[2]));
    }

    static Line line(Session session, String sku, String level, String hold) {
        return new Line(level(sku, level), hold(session, sku, hold));
    }

    /** Reads {@code verb time quantity n onhand held safety sold next party}. */
    static Movement movement(String sku, String epoch, String text) {
        String[] words = text.split(" ", 10);
        Instant time = Instant.ofEpochMilli(Long.parseLong(words[1]));
        Movement.Verb verb = Movement.Verb.valueOf(words[0]);
        return new Movement(verb, time, Long.parseLong(words[2]), words[9], level(sku, epoch, words, 3));
    }

    static @Nullable Instant moment(String millis) {
        return millis.equals("0") ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static Level level(String sku, String epoch, String[] words, int at) {
        return new Level(
                sku,
                new Version(epoch, Long.parseLong(words[at])),
                Long.parseLong(words[at + 1]),
                Long.parseLong(words[at + 2]),
                Long.parseLong(words[at + 3]),
                Long.parseLong(words[at + 4]),
                moment(words[at + 5]));
    }
}
