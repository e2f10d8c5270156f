package dev.liveshelf.moving;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One line of the file. What is missing or of another kind is said with the line's number. */
record FileLine(long number, JsonObject object) {

    /** Far from what any engine cannot count in milliseconds. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    boolean has(String name) {
        return object.containsKey(name);
    }

    String text(String name) throws CannotMove {
        if (object.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw wrong("it needs a text called " + name);
    }

    long number(String name) throws CannotMove {
        try {
            if (object.get(name) instanceof JsonNumber whole) {
                return whole.longValueExact();
            }
        } catch (ArithmeticException said) {
            // said below: it has a fraction, or is far too large
        }
        throw wrong("it needs a whole number called " + name);
    }

    /** Returns a moment as exact as engines write it down. */
    Instant time(String name) throws CannotMove {
        try {
            Instant time = Instant.parse(text(name)).truncatedTo(ChronoUnit.MILLIS);
            if (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException said) {
            // said below
        }
        throw wrong("it needs a time called " + name);
    }

    CannotMove wrong(@Nullable String why) {
        return wrong(number, why);
    }

    static CannotMove wrong(long number, @Nullable String why) {
        return new CannotMove("Line " + number + " of the file is wrong: " + why
                + ". Nothing was changed. Export again, and import that file as it is");
    }
}
