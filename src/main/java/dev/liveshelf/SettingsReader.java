package dev.liveshelf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the texts of settings into values, or says what would be right. Empty is the same as not set. */
final class SettingsReader {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Pattern NETWORK =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\])(?::([1-9]\\d{0,4}))?");

    private final UnaryOperator<@Nullable String> lookup;

    SettingsReader(UnaryOperator<@Nullable String> lookup) {
        this.lookup = lookup;
    }

    String text(String name, String otherwise) {
        String text = lookup.apply(name);
        return text == null || text.isBlank() ? otherwise : text.trim();
    }

    int number(String name, int otherwise, int least, int most) {
        String text = text(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException said) {
            // said below, the same way as for a number that is out of bounds
        }
        throw wrong(name, text, "a number from " + least + " to " + most);
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name, otherwise ? "on" : "off");
        if (!text.equals("on") && !text.equals("off")) {
            throw wrong(name, text, "on or off");
        }
        return text.equals("on");
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        String text = text(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2);
            if (unit != null || amount == 0) {
                Duration duration = of(amount, unit == null ? "s" : unit);
                if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                    return duration;
                }
            }
        }
        throw wrong(
                name, text, "a time from " + inWords(least) + " to " + inWords(most) + ", such as 50ms, 25s or 15m");
    }

    Path directory(String name, Path otherwise) {
        Path path = path(name);
        return path == null ? otherwise : path;
    }

    /** Returns null if it is not set. */
    @Nullable
    Path path(String name) {
        String text = text(name, "");
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw wrong(name, text, "the path of a file or directory");
        }
    }

    /** Reads {@code https://shop.example,http://localhost:3000}: what is not written as browsers send it would never match. */
    Set<String> origins(String name) {
        String text = text(name, "");
        Set<String> origins = new LinkedHashSet<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher origin = ORIGIN.matcher(entry.trim());
            if (!origin.matches() || isNoPort(origin.group(1), origin.group(2)) || !origins.add(entry.trim())) {
                throw wrong(
                        name,
                        text,
                        "origins as browsers send them (lower case, no path, no * and no usual port), each once,"
                                + " such as https://shop.example,http://localhost:3000");
            }
        }
        return Set.copyOf(origins);
    }

    /** Reads {@code 127.0.0.1,10.0.0.0/8,fd00::/8}. */
    Set<String> networks(String name) {
        String text = text(name, "");
        Set<String> networks = new LinkedHashSet<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (!isNetwork(entry.trim())) {
                throw wrong(name, text, "addresses or networks, such as 127.0.0.1,10.0.0.0/8,fd00::/8");
            }
            networks.add(entry.trim());
        }
        return Set.copyOf(networks);
    }

    private static boolean isNetwork(String text) {
        Matcher network = NETWORK.matcher(text);
        if (!network.matches()) {
            return false;
        }
        try {
            int bits = InetAddress.getByName(network.group(1)).getAddress().length * 8; // by its form never a name
            return network.group(2) == null || Integer.parseInt(network.group(2)) <= bits;
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private static boolean isNoPort(String scheme, @Nullable String port) {
        if (port == null) {
            return false;
        }
        return Integer.parseInt(port) > 65_535 || port.equals(scheme.equals("https") ? "443" : "80");
    }

    /** Reads {@code P=10,Q=5}, in that order. */
    Map<String, Long> items(String name, String otherwise) {
        String text = text(name, otherwise);
        Map<String, Long> items = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.lastIndexOf('=');
            try {
                String sku = entry.substring(0, Math.max(0, equals)).trim();
                long units = Long.parseLong(entry.substring(equals + 1).trim());
                if (!sku.isEmpty() && units >= 0 && items.putIfAbsent(sku, units) == null) {
                    continue;
                }
            } catch (NumberFormatException said) {
                // said below, as for every other way of getting it wrong
            }
            throw wrong(name, text, "items and their units, each item once, such as P=10,Q=5");
        }
        return items;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        if (millis % 3_600_000 == 0 && millis > 0) {
            return millis / 3_600_000 + "h";
        }
        return millis % 60_000 == 0 && millis > 0 ? millis / 60_000 + "m" : millis / 1_000 + "s";
    }

    private static IllegalArgumentException wrong(String name, String text, String right) {
        return new IllegalArgumentException(
                "The setting liveshelf." + name + " is \"" + text + "\"; it must be " + right + ".");
    }
}
