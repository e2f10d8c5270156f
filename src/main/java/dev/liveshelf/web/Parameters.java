package dev.liveshelf.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Form-encoded parameters, in order. Read by ourselves: containers differ in what they make of broken encoding, and they
 * mix the query with the body, so that secrets would be taken from URLs.
 */
record Parameters(List<Parameter> all) {

    record Parameter(String name, String value) {}

    /** More than fifty items and their versions take. */
    private static final int MOST = 256;

    private static final Pattern SEPARATOR = Pattern.compile("&");

    /** @throws Problem 400 if there are too many, or the percent-encoding is broken */
    static Parameters parse(@Nullable String encoded) {
        List<Parameter> all = new ArrayList<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : SEPARATOR.split(encoded, MOST + 1)) {
                if (all.size() == MOST) {
                    throw Problem.bad("There are too many parameters", "Send " + MOST + " at the most.");
                }
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                all.add(new Parameter(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1))));
            }
        }
        return new Parameters(all);
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
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Problem.bad("The percent-encoding of the parameters is broken", "Encode a percent sign as %25.");
        }
    }
}
