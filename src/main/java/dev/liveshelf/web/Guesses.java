package dev.liveshelf.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Slows down who guesses the token: an address has five tries, and one more every five seconds. It is a table of one size,
 * whoever comes: two addresses share a place by chance only, so nobody can use up the tries of another.
 */
final class Guesses {

    /** Of a place's number: there are 4,096. */
    private static final int BITS = 12;

    private static final int TRIES = 5;
    private static final long STEP_MILLIS = 5_000;

    /** Of an IPv6 address this much is somebody's; what follows they choose as they like. In bytes. */
    private static final int NETWORK = 8;

    private final Clock clock;
    private final int salt = new SecureRandom().nextInt();

    /** When all tries are there again, by place; in milliseconds. */
    private final AtomicLongArray whole = new AtomicLongArray(1 << BITS);

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** Takes one try, and returns zero; or takes none, and returns how long to wait for the next. Any thread. */
    Duration take(String address) {
        int place = place(address);
        long now = clock.millis();
        while (true) {
            long before = whole.get(place);
            long after = Math.max(before, now) + STEP_MILLIS;
            long wait = after - now - TRIES * STEP_MILLIS;
            if (wait > 0) {
                return Duration.ofMillis(wait);
            }
            if (whole.compareAndSet(place, before, after)) {
                return Duration.ZERO;
            }
        }
    }

    /** It was no guess. */
    void giveBack(String address) {
        whole.set(place(address), 0);
    }

    private int place(String address) {
        int hash = (salt ^ network(address)) * 0x9E3779B9; // neighbours lie apart
        return hash >>> (Integer.SIZE - BITS);
    }

    private static int network(String address) {
        if (address.indexOf(':') >= 0) { // then no name is looked up
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return Arrays.hashCode(Arrays.copyOf(bytes, Math.min(NETWORK, bytes.length)));
            } catch (UnknownHostException noAddress) {
                return address.hashCode();
            }
        }
        return address.hashCode();
    }
}
