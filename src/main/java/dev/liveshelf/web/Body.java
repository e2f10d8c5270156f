package dev.liveshelf.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Collects a request body as it comes in, without holding a thread while it does not. */
final class Body implements ReadListener {

    /**
     * How much of a body that is too large is read and thrown away. A caller who is still writing when the connection is
     * closed may never see the answer; past this it is no mistake any more, and not worth the reading.
     */
    private static final long PATIENCE = 1 << 20;

    /** So long nobody is too slow: a train may be in a tunnel. */
    private static final long GRACE_SECONDS = 20;

    /** In bytes a second, over all the time: less is meant badly, and holds a connection for nothing. */
    private static final long SLOWEST = 50;

    private final ServletInputStream in;
    private final int limit;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final byte[] buffer = new byte[4 * 1024];
    private final LongSupplier clock;
    private final long begin;
    private long received;

    private Body(ServletInputStream in, int limit, LongSupplier clock) {
        this.in = in;
        this.limit = limit;
        this.clock = clock;
        this.begin = clock.getAsLong();
    }

    /**
     * Reads all of the body, after {@code startAsync}. The stage completes on a thread of the container; it fails with a
     * Problem, 413 for more than {@code limit} bytes, 408 if they come too slowly.
     */
    static CompletionStage<byte[]> read(HttpServletRequest request, int limit) {
        return read(request, limit, System::nanoTime);
    }

    /** @param clock nanoseconds since some moment */
    static CompletionStage<byte[]> read(HttpServletRequest request, int limit, LongSupplier clock) {
        if (request.getContentLengthLong() > Math.max(limit, PATIENCE)) {
            return CompletableFuture.failedStage(Problem.tooLarge(limit));
        }
        try {
            Body body = new Body(request.getInputStream(), limit, clock);
            body.in.setReadListener(body);
            return body.whole;
        } catch (IOException | RuntimeException broken) {
            return CompletableFuture.failedStage(unreadable());
        }
    }

    /** @throws Problem 400 with the line where it is not UTF-8 */
    static String text(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(body.length);
        if (StandardCharsets.UTF_8
                .newDecoder()
                .decode(in, out, /* endOfInput= */ true)
                .isError()) {
            long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
            throw Problem.inLine(400, line, "The body is not UTF-8", "Write line " + line + " in UTF-8.");
        }
        return out.flip().toString();
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return; // onAllDataRead follows
            }
            received += count;
            if (isTooSlow()) {
                whole.completeExceptionally(Problem.tooSlow());
                return;
            }
            if (received <= limit) {
                bytes.write(buffer, 0, count);
            } else if (received > Math.max(limit, PATIENCE)) {
                whole.completeExceptionally(Problem.tooLarge(limit));
            }
        }
    }

    private boolean isTooSlow() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - begin);
        return seconds > GRACE_SECONDS && received < SLOWEST * seconds;
    }

    @Override
    public void onAllDataRead() {
        if (received > limit) {
            whole.completeExceptionally(Problem.tooLarge(limit));
        } else {
            whole.complete(bytes.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(unreadable());
    }

    private static Problem unreadable() {
        return Problem.bad("The body could not be read", "Send it again.");
    }
}
