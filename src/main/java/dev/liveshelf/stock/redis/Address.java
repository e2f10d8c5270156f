package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;

/** The address of a Redis, as an operator writes it. */
final class Address {

    private Address() {}

    /**
     * Returns where to look: one address, or several, with commas in between.
     *
     * @throws IllegalArgumentException without a word of the address, which may have a password in it
     */
    static List<RedisURI> parse(String uri) {
        try {
            return isOne(uri) ? List.of(RedisURI.create(uri)) : RedisClusterURIUtil.toRedisURIs(URI.create(uri));
        } catch (RuntimeException wrong) { // its message has the address in it
            throw new IllegalArgumentException(
                    "The setting liveshelf.redis cannot be read; it must be an address such as "
                            + "redis://localhost:6379, redis://user:password@host:6379/0, rediss:// for TLS, "
                            + "redis://host:6379,host2:6379 for a Cluster, or redis-sentinel://host:26379#name.");
        }
    }

    /** Of several, none has a database; Sentinels are named together, and watch over one. */
    private static boolean isOne(String uri) {
        return uri.contains("-sentinel://")
                || !uri.substring(uri.lastIndexOf('@') + 1).contains(",");
    }
}
