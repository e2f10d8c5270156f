package dev.liveshelf.bench;

import dev.liveshelf.stock.redis.RedisServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Redis has been asked and has said, by its own count.
 *
 * @param looks bytes of our own looking, which are not counted
 */
record Traffic(long scripts, long published, long in, long out, long looks) {

    static Traffic begin(RedisServer redis) {
        String commands = redis.ask("INFO", "commandstats");
        String stats = redis.ask("INFO", "stats");
        return of(commands, stats, stats.length());
    }

    static Traffic end(RedisServer redis) {
        String stats = redis.ask("INFO", "stats");
        return of(redis.ask("INFO", "commandstats"), stats, 0);
    }

    /** Returns what has been since. */
    Traffic since(Traffic before) {
        return new Traffic(
                scripts - before.scripts,
                published - before.published,
                in - before.in,
                out - before.out - before.looks,
                0);
    }

    private static Traffic of(String commands, String stats, long looks) {
        return new Traffic(
                number(commands, "cmdstat_evalsha:calls="),
                number(commands, "cmdstat_publish:calls="),
                number(stats, "total_net_input_bytes:"),
                number(stats, "total_net_output_bytes:"),
                looks);
    }

    private static long number(String info, String name) {
        Matcher number = Pattern.compile(Pattern.quote(name) + "(\\d+)").matcher(info);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
}
