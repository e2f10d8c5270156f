package dev.liveshelf.stock.redis;

import dev.liveshelf.it.Needs;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The script of one hold with nothing around it: keys and words are caught on their way from a stock to Redis, and sent again
 * and again by {@code redis-benchmark}, each time for another shopper.
 */
public final class BareHold {

    private static final Session CAUGHT = new Session("0000000000000000000000");

    /** As long, and with digits of redis-benchmark's own at the end. */
    private static final String OTHERS = "0000000000__rand_int__";

    private static final Pattern RATE = Pattern.compile("([0-9.]+) requests per second");

    /** In milliseconds, as Redis's clock has them. */
    private static final String NEVER = "9999999999999";

    private final RedisServer redis;
    private final List<String> command;

    private BareHold(RedisServer redis, List<String> command) {
        this.redis = redis;
        this.command = command;
    }

    /** Holds one unit of the item, and catches what that says to Redis. */
    public static BareHold catchOne(RedisServer redis, Rules rules, String sku) {
        List<String> command = new ArrayList<>();
        try (RedisStock stock = RedisStock.open(redis.uri(), rules, null, wire -> (script, keys, words) -> {
            if (script == Script.ITEM && words.contains("hold")) {
                command.addAll(List.of("EVALSHA", script.digest(), Integer.toString(keys.size())));
                command.addAll(keys);
                words.forEach(word -> command.add(word.equals(CAUGHT.value()) ? OTHERS : word));
                int end = command.indexOf("by");
                if (end >= 0) {
                    command.set(end + 2, NEVER); // it is sent for longer than a shopper waits
                }
            }
            return wire.run(script, keys, words);
        })) {
            stock.hold(CAUGHT, sku, 1).toCompletableFuture().join();
        }
        return new BareHold(redis, List.copyOf(command));
    }

    /**
     * Sends it, one script for each shopper.
     *
     * @return scripts a second
     */
    public double rate(int connections, int times) throws IOException {
        Needs.command("redis-benchmark");
        List<String> words = new ArrayList<>(List.of("redis-benchmark", "-p", "" + redis.port(), "-q", "-P", "1"));
        words.addAll(List.of("-c", "" + connections, "-n", "" + times, "-r", "1000000000"));
        words.addAll(command);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IOException("redis-benchmark said no rate:\n" + said);
        }
        return Double.parseDouble(rate.group(1));
    }
}
