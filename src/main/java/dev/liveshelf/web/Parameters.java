package dev.liveshelf.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Form-encoded parameters, in order. Read by ourselves: containers differ in what they make of broken encoding, and they
 * mix the query with the body, so that secrets would be taken from URLs.
 */
record Parameters(List<Parameter> all) {

    record Parameter(String name, String value) {}

    /** More than fifty items and their versions take. */
    private static final int MOST = 256;

    /** @throws Problem 400 if there are too many, or the percent-encoding is broken */
    static Parameters parse(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return new Parameters(List.of());
        }
        List<Parameter> all = new ArrayList<>(4);
        for (int begin = 0; begin <= encoded.length(); ) {
            if (all.size() == MOST) {
                throw Problem.bad("There are too many parameters", "Send " + MOST + " at the most.");
            }
            int end = end(encoded, '&', begin, encoded.length());
            int nameEnd = end(encoded, '=', begin, end);
            String value = decode(encoded.substring(Math.min(nameEnd + 1, end), end));
            all.add(new Parameter(decode(encoded.substring(begin, nameEnd)), value));
            begin = end + 1;
        }
        return new Parameters(all);
    }

    /** Returns where this character comes next, or the limit if not before that. */
    private static int end(String text, char character, int from, int limit) {
        int at = text.indexOf(character, from);
        return at < 0 || at > limit ? limit : at;
    }

    /** Returns the first value of that name, or null if it was not given. */
    @Nullable
    String get(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** Returns all values of that name, in order. */
    List<String> getAll(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Problem.bad("The percent-encoding of the parameters is broken", "Encode a percent sign as %25.");
        }
    }
}
