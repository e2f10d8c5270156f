package dev.liveshelf.stock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shopper: an opaque, unguessable string. Whoever has it owns the cart, so our pages put it into no URL, and it goes
 * into no log or message of ours: {@link #toString} gives a short digest instead.
 */
public record Session(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    /** @throws IllegalArgumentException if the value is not 1 to 128 characters of {@code A-Z a-z 0-9 . _ ~ -} */
    public Session {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("A session is 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
        }
    }

    /** Returns the session of this text, or null if it cannot be one. */
    public static @Nullable Session of(@Nullable String text) {
        return text != null && ALLOWED.matcher(text).matches() ? new Session(text) : null;
    }

    /** Makes one that nobody can guess: 128 random bits. */
    public static Session create(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new Session(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public String toString() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return "session#" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException cannotHappen) {
            throw new IllegalStateException("Every Java platform has SHA-256", cannotHappen);
        }
    }
}
