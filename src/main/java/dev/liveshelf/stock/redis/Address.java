package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisURI;

/** The address of a Redis, as an operator writes it. */
final class Address {

    private Address() {}

    /** @throws IllegalArgumentException without a word of the address, which may have a password in it */
    static RedisURI parse(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (RuntimeException wrong) { // its message has the address in it
            throw new IllegalArgumentException(
                    "The setting liveshelf.redis cannot be read; it must be an address such as "
                            + "redis://localhost:6379, redis://user:password@host:6379/0, or rediss:// for TLS.");
        }
    }
}
