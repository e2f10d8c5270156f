package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What the shop's own back end proves itself with. Never printed. */
final class Token {

    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    /** @param secret empty: nobody can have it */
    Token(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Problem 403 if no token is set, 401 if the caller does not have it */
    void check(HttpServletRequest request) {
        if (secret.length == 0) {
            throw Problem.closedToAll();
        }
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problem.unauthorized();
        }
        byte[] given = header.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(secret, given)) { // in constant time: how much of it was right shows nowhere
            throw Problem.unauthorized();
        }
    }
}
