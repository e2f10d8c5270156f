package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.stream.Collectors;

/** What Redis says about itself, and whether a stock can be kept there. */
final class RedisInfo {

    private static final System.Logger LOG = System.getLogger(RedisInfo.class.getName());

    private final Map<String, String> facts;

    /** @param info as INFO answers it */
    RedisInfo(String info) {
        facts = info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (one, another) -> one));
    }

    /** Returns the name of what it knows: another after a failover, and after a restart that may have lost something. */
    String history() {
        return fact("master_replid") + " " + fact("run_id");
    }

    boolean isCluster() {
        return fact("redis_mode").equals("cluster") || fact("cluster_enabled").equals("1");
    }

    /** Tells whether it knows channels that belong to a slot, which are told to those who ask there, and to no other node. */
    boolean hasShardedNews() {
        return version() >= 700;
    }

    /** Tells which process of Redis it is. */
    String process() {
        return fact("run_id");
    }

    /** Tells whether it can say what is on disks. Valkey, which began as 7.2, says that it is such a Redis. */
    boolean knowsDisks() {
        return version() >= 702 && fact("aof_enabled").equals("1");
    }

    int replicas() {
        return Math.max(0, number(fact("connected_slaves")));
    }

    private int version() {
        String[] version = fact("redis_version").split("\\.", 3);
        return version.length < 2 ? 0 : number(version[0]) * 100 + number(version[1]);
    }

    /**
     * Looks whether it can keep a stock.
     *
     * @param first whether to say what an operator should know, too
     * @throws IllegalStateException if it cannot; the message says why
     */
    void check(boolean first) {
        if (!fact("redis_version").isEmpty() && version() < 602) {
            throw new IllegalStateException(
                    "it is version " + fact("redis_version") + "; 6.2 or later is needed, or Valkey");
        }
        if (fact("loading").equals("1")) {
            throw new IllegalStateException("it is still loading its data; try again when it has");
        }
        if (fact("role").equals("slave")) {
            throw new IllegalStateException("it is a replica, which cannot be written; name the primary");
        }
        String policy = fact("maxmemory_policy");
        if (!fact("maxmemory").equals("0") && !policy.isEmpty() && !policy.equals("noeviction")) {
            throw new IllegalStateException("its maxmemory-policy is " + policy
                    + ": it would throw away holds when memory is short; set maxmemory-policy noeviction");
        }
        if (first && !fact("aof_enabled").equals("1")) {
            LOG.log(
                    Level.WARNING,
                    Event.of(
                            "redis_not_durable",
                            "appendonly",
                            "no",
                            "then",
                            "when Redis ends, changes since its last snapshot are lost, answered or not; "
                                    + "set appendonly yes"));
        }
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return 99; // of a version to come
        }
    }
}
