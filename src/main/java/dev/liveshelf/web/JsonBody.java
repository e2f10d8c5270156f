package dev.liveshelf.web;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A JSON object that somebody sent, read with suspicion: what is missing or of another kind is a problem. */
final class JsonBody {

    private static final int LONGEST_TEXT = 200;

    private final JsonObject object;

    private JsonBody(JsonObject object) {
        this.object = object;
    }

    /** @throws Problem 400 if it is no JSON object */
    static JsonBody parse(Json json, String body) {
        try (JsonParser parser = json.provider().createParser(new StringReader(body))) {
            parser.next();
            JsonObject object = parser.getObject();
            if (!parser.hasNext()) { // nothing may follow: what would it be meant for?
                return new JsonBody(object);
            }
        } catch (JsonException | IllegalStateException | NoSuchElementException said) {
            // said below
        }
        throw Problem.bad("The body is no JSON object", "Send an object such as {\"onhand\":10}.");
    }

    /** Returns a whole number, or null if it is not there. */
    @Nullable
    Long numberIfAny(String name) {
        return object.containsKey(name) ? number(name) : null;
    }

    long number(String name) {
        JsonValue value = object.get(name);
        try {
            if (value instanceof JsonNumber number) {
                return number.longValueExact();
            }
        } catch (ArithmeticException said) {
            // said below: it has a fraction, or is far too large
        }
        throw Problem.bad("The body needs a number called " + name, "Send a whole number of units.");
    }

    /** Returns units of a cart or an order: a number that is not negative and not huge. */
    int units(String name) {
        long number = number(name);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw Problem.bad("The body needs a number called " + name, "Send a whole number of units, 1 at least.");
        }
        return (int) number;
    }

    /** Tells whether it is there and true; what is neither true nor false is a problem. */
    boolean isTrue(String name) {
        JsonValue value = object.get(name);
        if (value == null || value.equals(JsonValue.FALSE) || value.equals(JsonValue.TRUE)) {
            return JsonValue.TRUE.equals(value);
        }
        throw Problem.bad("In the body " + name + " is neither true nor false", "Send true or false, or leave it out.");
    }

    /** Returns a text, whatever is in it, or null if it is not there. */
    @Nullable
    String textIfAny(String name) {
        if (object.containsKey(name) && !(object.get(name) instanceof JsonString)) {
            throw Problem.bad("In the body " + name + " is no text", "Send a text, or leave it out.");
        }
        return object.getString(name, null);
    }

    /** Returns a text of one to 200 characters, without control characters. */
    String text(String name) {
        if (object.get(name) instanceof JsonString string) {
            String text = string.getString();
            boolean printable = text.chars().noneMatch(Character::isISOControl);
            if (!text.isBlank() && text.length() <= LONGEST_TEXT && printable) {
                return text;
            }
        }
        throw Problem.bad(
                "The body needs a text called " + name,
                "Send 1 to " + LONGEST_TEXT + " characters, none of them control.");
    }
}
