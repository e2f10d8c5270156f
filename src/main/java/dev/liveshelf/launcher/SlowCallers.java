package dev.liveshelf.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends away whoever takes for ever to say what he wants: an idle timeout measures silence only, and a byte now and then
 * would keep a connection for good. And whoever is silent for that long: a timer for each of 9,000 who wait took a tenth of
 * the CPU that they cost. Looks at all of them every ten seconds: 9,000 take 1 to 6 ms.
 */
final class SlowCallers implements Runnable {

    private static final long LOOK_SECONDS = 10;

    /** The head of a request fits into a few packets. So does a greeting of TLS. */
    private static final Duration HEAD = Duration.ofSeconds(20);

    /** What is between the parts of a body may be followed by more of it: over that time so many bytes a second. */
    private static final long LEAST_BYTES = 50 * HEAD.toSeconds();

    private final Supplier<Collection<EndPoint>> everyone;
    private final Scheduler scheduler;
    private Map<EndPoint, Unfinished> seen = new HashMap<>();

    /** Something that was begun, and is still not said to its end. */
    private record Unfinished(long since, long message, boolean isHead, long bytes) {

        boolean goesOnIn(Unfinished later) {
            boolean isFastEnough = !isHead && later.bytes - bytes >= LEAST_BYTES;
            return message == later.message && isHead == later.isHead && !isFastEnough;
        }

        boolean isTooSlow(long now) {
            return now - since > HEAD.toNanos();
        }
    }

    SlowCallers(Supplier<Collection<EndPoint>> everyone, Scheduler scheduler) {
        this.everyone = everyone;
        this.scheduler = scheduler;
    }

    void start() {
        scheduler.schedule(this, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void run() {
        try {
            look(System.nanoTime());
        } finally {
            start();
        }
    }

    void look(long now) {
        Map<EndPoint, Unfinished> slow = new HashMap<>();
        for (EndPoint caller : everyone.get()) {
            if (caller instanceof OneWrite connection) {
                connection.endIfIdle();
            }
            Unfinished unfinished = unfinished(caller.getConnection(), now);
            if (unfinished == null) {
                continue;
            }
            Unfinished before = seen.get(caller);
            if (before != null && before.goesOnIn(unfinished)) {
                unfinished = before;
            }
            if (unfinished.isTooSlow(now)) {
                caller.close();
            } else {
                slow.put(caller, unfinished);
            }
        }
        seen = slow;
    }

    private static @Nullable Unfinished unfinished(@Nullable Connection connection, long now) {
        if (connection instanceof SslConnection tls) {
            return unfinished(tls.getSslEndPoint().getConnection(), now);
        }
        if (connection instanceof NegotiatingServerConnection) {
            return new Unfinished(now, 0, /* isHead= */ true, 0);
        }
        if (connection instanceof HttpConnection http) {
            HttpParser.State state = http.getParser().getState();
            return switch (state) {
                case START, CONTENT, EOF_CONTENT, CHUNK, CONTENT_END, END, CLOSE, CLOSED -> null;
                case CHUNKED_CONTENT, CHUNK_SIZE, CHUNK_END, TRAILER ->
                    new Unfinished(now, http.getMessagesIn(), /* isHead= */ false, http.getBytesIn());
                default -> new Unfinished(now, http.getMessagesIn(), /* isHead= */ true, 0);
            };
        }
        return null;
    }
}
