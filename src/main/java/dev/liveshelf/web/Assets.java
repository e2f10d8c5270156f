package dev.liveshelf.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Scripts, styles and pictures, read once. Their version is a digest of them all, so that a new one has a new address. */
final class Assets {

    private static final String DIRECTORY = "/assets/";
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final SortedMap<String, Answer> byName = new TreeMap<>();
    private final String version;

    Assets(ServletContext context) {
        MessageDigest digest = sha256();
        Set<String> paths = context.getResourcePaths(DIRECTORY);
        for (String path : paths == null ? Set.<String>of() : new TreeSet<>(paths)) {
            byte[] bytes = read(context, path);
            digest.update(bytes);
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
            byName.put(path.substring(DIRECTORY.length()), new Answer(200, type, Map.of(), bytes));
        }
        version = HexFormat.of().formatHex(digest.digest(), 0, 4);
    }

    /** Returns where the pages find these assets, relative to the application. */
    String path() {
        return "assets/" + version;
    }

    String version() {
        return version;
    }

    @Nullable
    Answer get(String name) {
        return byName.get(name);
    }

    private static byte[] read(ServletContext context, String path) {
        try (InputStream in = context.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cannotHappen) {
            throw new IllegalStateException("Every Java platform has SHA-256", cannotHappen);
        }
    }
}
