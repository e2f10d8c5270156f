package dev.liveshelf.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

/** The cookies that a browser brings along. */
final class Cookies {

    private static final Cookie[] NONE = {};

    private Cookies() {}

    /** Returns all of them; none if they cannot be read: for one that is wrong, perhaps another application's, Jetty refuses all. */
    static Cookie[] of(HttpServletRequest request) {
        if (request.getHeader("Cookie") == null) {
            return NONE; // most who poll: who is asked for cookies costs Jetty 0.3 KB until he hangs up
        }
        try {
            Cookie[] cookies = request.getCookies();
            return cookies == null ? NONE : cookies;
        } catch (RuntimeException unreadable) {
            return NONE;
        }
    }
}
