package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The cookies that a browser brings along, as RFC 6265 has them in section 4.2.1. Read by ourselves: what a container makes of
 * them Jetty keeps until the caller hangs up (0.6 KiB of the 7.0 for each who polls, with one cookie), and for one that is wrong,
 * perhaps another application's, it refuses all.
 */
final class Cookies {

    private Cookies() {}

    /** Returns the values of all cookies of this name. */
    static List<String> named(HttpServletRequest request, String name) {
        if (request.getHeader("Cookie") == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (String header :
                Collections.list(request.getHeaders("Cookie"))) { // over HTTP/2 each may have one of its own
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
                    values.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
