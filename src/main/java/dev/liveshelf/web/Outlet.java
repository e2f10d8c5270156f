package dev.liveshelf.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's bytes go out: through the servlet's output; and when that has sent the head of the answer, right into the
 * connection, where the server offers that as an attribute of the request. One thread at a time; never blocks.
 */
final class Outlet implements CompletionHandler<Integer, @Nullable Void> {

    /**
     * The offer: each write is one part of the body, and the handler may be called from within it. A read ends when the
     * reader has hung up.
     */
    static final String PIPE = "dev.liveshelf.pipe";

    private enum State {
        IDLE,
        WRITING,
        WAITING,
        BROKEN
    }

    private final ServletOutputStream output;
    private final @Nullable AsynchronousByteChannel pipe;
    private final Runnable room;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE); // of the pipe
    private boolean unflushed = true;
    private boolean piped;

    /** @param room runs when there is room in the pipe again, or none ever will be; any thread */
    Outlet(ServletRequest request, ServletOutputStream output, Runnable room) {
        this.output = output;
        this.room = room;
        this.pipe = request.getAttribute(PIPE) instanceof AsynchronousByteChannel offered ? offered : null;
    }

    /** Has this run when the reader has hung up, if there is a pipe to tell us; any thread, perhaps more than once. */
    void listen(Runnable left) {
        if (pipe != null) {
            pipe.read(ByteBuffer.allocate(1), null, new Ear(left));
        }
    }

    private record Ear(Runnable left) implements CompletionHandler<Integer, @Nullable Void> {
        @Override
        public void completed(Integer end, @Nullable Void nothing) {
            left.run();
        }

        @Override
        public void failed(Throwable cause, @Nullable Void nothing) {
            left.run();
        }
    }

    /** Tells whether there is room; if not, somebody will be told when there is: the output's listener, or {@code room}. */
    boolean isReady() throws IOException {
        if (!piped) {
            if (!output.isReady()) {
                return false;
            }
            piped = !unflushed && pipe != null && pipe.isOpen();
        }
        if (state.get() == State.BROKEN) {
            throw new IOException("The reader has left");
        }
        return state.get() == State.IDLE;
    }

    /** Tells whether something was written that has not been sent. */
    boolean isUnflushed() {
        return unflushed;
    }

    void write(byte[] bytes) throws IOException {
        if (piped && pipe != null) {
            state.set(State.WRITING);
            pipe.write(ByteBuffer.wrap(bytes), null, this);
            state.compareAndSet(State.WRITING, State.WAITING);
        } else {
            output.write(bytes);
            unflushed = true;
        }
    }

    void flush() throws IOException {
        output.flush();
        unflushed = false;
    }

    /** What is under way will not be ended: the connection breaks off. */
    void close() {
        if (state.get() == State.WAITING && pipe != null) {
            try {
                pipe.close();
            } catch (IOException closed) {
                // As it should be.
            }
        }
    }

    @Override
    public void completed(Integer count, @Nullable Void nothing) {
        if (!state.compareAndSet(State.WRITING, State.IDLE)) {
            state.set(State.IDLE);
            room.run();
        }
    }

    @Override
    public void failed(Throwable cause, @Nullable Void nothing) {
        if (state.getAndSet(State.BROKEN) == State.WAITING) {
            room.run();
        }
    }
}
