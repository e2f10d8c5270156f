package dev.liveshelf.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;

/** The cookies that a browser brings along. */
final class Cookies {

    private Cookies() {}

    /** Returns the values of those with this name; none if what it says of cookies cannot be read. */
    static List<String> named(String name, HttpServletRequest request) {
        if (request.getHeader("Cookie") == null) {
            return List.of(); // most who poll: who is asked for cookies costs Jetty 0.3 KB until he hangs up
        }
        return Arrays.stream(all(request))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .toList();
    }

    /** For one that is wrong, perhaps another application's, Jetty refuses them all. */
    private static Cookie[] all(HttpServletRequest request) {
        try {
            Cookie[] cookies = request.getCookies();
            return cookies == null ? new Cookie[0] : cookies;
        } catch (RuntimeException unreadable) {
            return new Cookie[0];
        }
    }
}
