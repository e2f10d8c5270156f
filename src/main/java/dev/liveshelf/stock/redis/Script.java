package dev.liveshelf.stock.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts that Redis runs for us. They lie beside this class. */
enum Script {
    ITEM,
    DEAL,
    DEALS,
    CART,
    KEYS,
    SHELF,
    TITLE;

    private final String text = read("time.lua") + read(name().toLowerCase(Locale.ROOT) + ".lua");
    private final String digest = digest(text);

    String text() {
        return text;
    }

    /** Returns the name that Redis knows it by, once it has been given the text. */
    String digest() {
        return digest;
    }

    private static String read(String name) {
        try (InputStream stream = Script.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The program is not whole: there is no " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException cannotHappen) {
            throw new IllegalStateException("Every Java platform has SHA-1", cannotHappen);
        }
    }
}
