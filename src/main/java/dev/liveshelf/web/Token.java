package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;

/** What the shop's own back end and its operators prove themselves with. Never printed. */
final class Token {

    private static final String SCHEME = "Bearer ";

    private final byte[] secret;
    private final Pass pass;

    /**
     * @param secret empty: nobody can have it
     * @param clock that passes go by
     */
    Token(String secret, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.pass = new Pass(this.secret, clock);
    }

    /** Tells whether there is one. */
    boolean isSet() {
        return secret.length > 0;
    }

    /** Tells whether this is it. */
    boolean is(String text) {
        // in constant time: how much of it was right shows nowhere
        return isSet() && MessageDigest.isEqual(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what a browser has instead, once it has shown the token. */
    Pass pass() {
        return pass;
    }

    /**
     * Lets in who has the token, or who has the pass and calls from our own page.
     *
     * @throws Problem 403 if no token is set, 401 if the caller has neither
     */
    void check(HttpServletRequest request) {
        if (!isSet()) {
            throw Problem.closedToAll();
        }
        String header = request.getHeader("Authorization");
        boolean known = header == null
                ? request.getHeader(Pass.HEADER) != null && pass.isHeld(request)
                : header.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length())
                        && is(header.substring(SCHEME.length()).trim());
        if (!known) {
            throw Problem.unauthorized();
        }
    }
}
