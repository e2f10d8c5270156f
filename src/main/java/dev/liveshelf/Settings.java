package dev.liveshelf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides, read once at start. Each setting is looked up as the system property
 * {@code liveshelf.NAME}, else the environment variable {@code LIVESHELF_NAME}, else the servlet context parameter
 * {@code liveshelf.NAME}. Knows the JDK only: the launcher reads it too, outside the application.
 *
 * @param port the embedded server's port; 0 takes any free one (8080)
 * @param host the address it listens on; empty for all (all)
 * @param tlsKeystore the embedded server's key store (PKCS12); with it, it speaks TLS (none)
 * @param tlsPassword of the key store and its key (none)
 * @param items put on an empty shelf at first start: units by sku (P=10)
 * @param data directory of the embedded store (~/.liveshelf)
 * @param redis address of the Redis that has the stock instead; a secret, for a password may be in it; empty: none (none)
 * @param redisWait how many replicas of Redis must have a change before it is answered; 0: none (0)
 * @param longestWait longest wait of a status request (25s)
 * @param holdTime how long an item stays in a cart; 0 until it is taken out (15m)
 * @param holdLimit its hard deadline, however often it is extended (60m)
 * @param quantityLimit units of one item in one cart (10)
 * @param cartLimit units in one cart, of all items together (200, or more if quantityLimit is)
 * @param viewersLimit waiting requests and streams together (20000)
 * @param viewersSessionLimit the same, naming one session; one more answers the oldest (16)
 * @param sessionsLimit new sessions of one address in one minute that may begin a cart; 0: any number (0)
 * @param proxies addresses and networks of our own proxies, which say for whom they ask (none)
 * @param tick least time between two wakes of one item (50ms)
 * @param token for {@code /shop}; empty: nobody gets in (none)
 * @param origins of pages elsewhere that may read levels and use carts (none)
 * @param demo whether the demo shop is open at {@code /demo/} (on)
 * @param drain at shutdown viewers are told to come back spread over this (5s)
 */
public record Settings(
        int port,
        String host,
        @Nullable Path tlsKeystore,
        String tlsPassword,
        Map<String, Long> items,
        Path data,
        String redis,
        int redisWait,
        Duration longestWait,
        Duration holdTime,
        Duration holdLimit,
        int quantityLimit,
        int cartLimit,
        int viewersLimit,
        int viewersSessionLimit,
        int sessionsLimit,
        Set<String> proxies,
        Duration tick,
        Duration drain,
        String token,
        Set<String> origins,
        boolean demo) {

    /**
     * Reads all settings.
     *
     * @param lookup gives the text of a setting by its name without {@code liveshelf.}, or null
     * @throws IllegalArgumentException naming the setting, the value, and what would be right
     */
    public static Settings read(UnaryOperator<@Nullable String> lookup) {
        SettingsReader reader = new SettingsReader(lookup);
        int quantityLimit = reader.number("quantity.limit", 10, 1, 1_000_000);
        return new Settings(
                reader.number("port", 8080, 0, 65_535),
                reader.text("host", ""),
                reader.path("tls.keystore"),
                reader.text("tls.password", ""),
                reader.items("items", "P=10"),
                reader.directory("data", Path.of(System.getProperty("user.home"), ".liveshelf")),
                reader.text("redis", ""),
                reader.number("redis.wait", 0, 0, 10),
                reader.duration("wait", Duration.ofSeconds(25), Duration.ofMillis(100), Duration.ofMinutes(5)),
                reader.duration("hold", Duration.ofMinutes(15), Duration.ZERO, Duration.ofDays(30)),
                reader.duration("hold.limit", Duration.ofMinutes(60), Duration.ofMillis(1), Duration.ofDays(30)),
                quantityLimit,
                reader.number("cart.limit", Math.max(200, quantityLimit), 1, 1_000_000_000),
                reader.number("viewers.limit", 20_000, 1, 10_000_000),
                reader.number("viewers.session.limit", 16, 1, 10_000),
                reader.number("sessions.limit", 0, 0, 1_000_000),
                reader.networks("proxies"),
                reader.duration("tick", Duration.ofMillis(50), Duration.ZERO, Duration.ofSeconds(10)),
                reader.duration("drain", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(5)),
                reader.text("token", ""),
                reader.origins("origins"),
                reader.flag("demo", true));
    }

    /** Leaves out the token, the password and the address of Redis: they are secrets. */
    @Override
    public String toString() {
        return "Settings[port=" + port + ", host=" + host + ", data=" + data + "]";
    }

    /** Looks a setting up where operators put them; the last place is given, for it differs. */
    public static UnaryOperator<@Nullable String> lookup(UnaryOperator<@Nullable String> contextParameters) {
        return name -> {
            String property = System.getProperty("liveshelf." + name);
            if (property != null && !property.isBlank()) {
                return property;
            }
            String variable =
                    System.getenv("LIVESHELF_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            return variable != null ? variable : contextParameters.apply("liveshelf." + name);
        };
    }
}
