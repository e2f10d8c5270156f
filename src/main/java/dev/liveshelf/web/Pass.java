package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie of an operator who has shown the token: until when it is good, and a seal that only the token can make. Nothing
 * is kept of it, so every node knows it; it ends with its time, or when the token becomes another. No script can read it,
 * and no page of another site makes a browser send it.
 */
final class Pass {

    static final String NAME = "liveshelf_operator";

    /**
     * A call that has this header comes from our own page: no form and no link can send it, and no script of another origin,
     * unless we allowed that, and we do not. Without it the cookie counts for nothing but the page itself.
     */
    static final String HEADER = "Liveshelf-Operator";

    private static final Duration AGE = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private final Clock clock;

    Pass(byte[] secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Returns the value of a {@code Set-Cookie} header that lets this browser in. */
    String issue(HttpServletRequest request) {
        String end = Long.toString(clock.instant().plus(AGE).getEpochSecond());
        return cookie(request, end + "." + seal(end), AGE.toSeconds());
    }

    /** Returns the value of a {@code Set-Cookie} header that takes it away from this browser. */
    static String end(HttpServletRequest request) {
        return cookie(request, "", 0);
    }

    /** Tells whether the browser has one that is good now. */
    boolean isHeld(HttpServletRequest request) {
        return Cookies.named(request, NAME).stream().anyMatch(this::isGood);
    }

    private boolean isGood(String value) {
        int dot = value.indexOf('.');
        if (secret.length == 0 || dot < 0) {
            return false;
        }
        String end = value.substring(0, dot);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        // First the seal: what it is not on may be any text.
        return MessageDigest.isEqual(seal(end).getBytes(StandardCharsets.UTF_8), given)
                && clock.instant().getEpochSecond() < Long.parseLong(end);
    }

    private String seal(String end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] seal = mac.doFinal((NAME + " " + end).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, cannotHappen);
        }
    }

    private static String cookie(HttpServletRequest request, String value, long age) {
        return NAME + "=" + value + "; Path=" + request.getContextPath() + "/shop; Max-Age=" + age
                + "; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : "");
    }
}
