package dev.liveshelf.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
            "ts", "text/plain;charset=UTF-8", // types, for who reads them
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    /** The one for pages of other shops; made of modules that lie beside it. */
    static final String WINDOW = "liveshelf.js";

    private final SortedMap<String, Answer> byName = new TreeMap<>();
    private final String version;

    Assets(ServletContext context) {
        MessageDigest digest = sha256();
        Set<String> paths = context.getResourcePaths(DIRECTORY);
        for (String path : paths == null ? Set.<String>of() : new TreeSet<>(paths)) {
            String name = path.substring(DIRECTORY.length());
            byte[] bytes = name.equals(WINDOW) ? window(context) : read(context, path);
            digest.update(bytes);
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
            byName.put(name, new Answer(200, type, Map.of(), bytes));
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

    /**
     * Returns what is at the address that shops write into their pages, which never changes: a line that leads to today's
     * script. So a new version reaches every page at once, and the bulk of it is kept for good.
     */
    Answer loader() {
        String line = "export * from \"./" + version + "/" + WINDOW + "\";\n";
        return new Answer(200, "text/javascript;charset=UTF-8", Map.of(), line.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] window(ServletContext context) {
        return Script.join(WINDOW, name -> new String(read(context, DIRECTORY + name), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
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
