package dev.liveshelf.launcher;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread puts small answers together on. The last one stays on it: whoever is to be given the same gets a copy. Off the
 * heap, from where the JDK would copy it once more. One thread.
 */
final class Sheet {

    /** More is not worth the copying. */
    static final int SIZE = 2_048;

    /** The head of an answer has a date, by the second. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
    private final LongSupplier clock;

    /** Of the answer that is on it; null if nobody has said what that is. */
    private byte @Nullable [] body;

    private long since;

    private @Nullable Object expectedOn;
    private byte @Nullable [] expected;

    /** @param clock nanoseconds since some moment */
    Sheet(LongSupplier clock) {
        this.clock = clock;
    }

    /** Puts together what goes out on a connection. */
    ByteBuffer put(Object connection, ByteBuffer... parts) {
        body = connection == expectedOn && parts.length == 2 && isOf(expected, parts[1]) ? expected : null;
        since = clock.getAsLong();
        expectedOn = null;
        expected = null;
        bytes.clear();
        for (ByteBuffer part : parts) {
            bytes.put(bytes.position(), part, part.position(), part.remaining());
            bytes.position(bytes.position() + part.remaining());
        }
        return bytes.flip();
    }

    private static boolean isOf(byte @Nullable [] body, ByteBuffer part) {
        return body != null && ByteBuffer.wrap(body).equals(part);
    }

    /** Says that a whole answer with this body goes out on that connection next, and that others are to get the same. */
    void expect(Object connection, byte[] next) {
        expectedOn = connection;
        expected = next;
    }

    /** Returns the whole answer that has this very body, if it is the last that was put here, just now. */
    @Nullable
    ByteBuffer copy(byte[] wanted) {
        return body == wanted && clock.getAsLong() - since < FRESH_NANOS ? bytes.rewind() : null;
    }
}
