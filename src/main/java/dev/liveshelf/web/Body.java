package dev.liveshelf.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Collects a small request body as it comes in, without holding a thread while it does not. */
final class Body implements ReadListener {

    private final ServletInputStream in;
    private final int limit;
    private final CompletableFuture<String> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final byte[] buffer = new byte[1024];

    private Body(ServletInputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Reads all of the body, after {@code startAsync}. The stage completes on a thread of the container; it fails with a
     * Problem, 413 for more than {@code limit} bytes.
     */
    static CompletionStage<String> read(HttpServletRequest request, int limit) {
        if (request.getContentLengthLong() > limit) {
            return CompletableFuture.failedStage(Problem.tooLarge(limit));
        }
        try {
            Body body = new Body(request.getInputStream(), limit);
            body.in.setReadListener(body);
            return body.whole;
        } catch (IOException | RuntimeException broken) {
            return CompletableFuture.failedStage(unreadable());
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return; // onAllDataRead follows
            }
            bytes.write(buffer, 0, count);
            if (bytes.size() > limit) {
                whole.completeExceptionally(Problem.tooLarge(limit));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(unreadable());
    }

    private static Problem unreadable() {
        return Problem.bad("The body could not be read", "Send it again.");
    }
}
