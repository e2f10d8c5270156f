package dev.liveshelf.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** The short way into a connection that the tests fill and empty. One write at a time, as the real one. */
final class FakePipe implements AsynchronousByteChannel {

    private final StringBuilder sent = new StringBuilder();
    private Semaphore written;
    private Runnable pending;
    private boolean full;
    private boolean broken;
    private boolean closed;
    private Runnable hangUp;

    /** Returns what has been written, a line after each, and forgets it. */
    synchronized String sent() {
        String text = sent.toString();
        sent.setLength(0);
        return text;
    }

    synchronized void fill() {
        full = true;
    }

    /** From now on each write waits until it is drained, and lets somebody know of it. */
    synchronized void fillWith(Semaphore each) {
        full = true;
        written = each;
    }

    void hangUp() {
        hangUp.run();
    }

    synchronized void breakOff() {
        broken = true;
    }

    /** Lets the write that is under way end, well or not. */
    void drain() {
        Runnable write;
        synchronized (this) {
            write = pending;
            pending = null;
        }
        write.run();
    }

    @Override
    public <A> void write(ByteBuffer source, A attachment, CompletionHandler<Integer, ? super A> handler) {
        int size = source.remaining();
        Semaphore each;
        synchronized (this) {
            if (pending != null) {
                throw new IllegalStateException("one is under way");
            }
            sent.append(StandardCharsets.US_ASCII.decode(source)).append('|');
            each = written;
            if (full) {
                pending = () -> end(size, attachment, handler);
            }
        }
        if (!full) {
            end(size, attachment, handler);
        } else if (each != null) {
            each.release();
        }
    }

    private <A> void end(int size, A attachment, CompletionHandler<Integer, ? super A> handler) {
        if (broken) {
            handler.failed(new IOException("broken"), attachment);
        } else {
            handler.completed(size, attachment);
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public Future<Integer> write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <A> void read(ByteBuffer target, A attachment, CompletionHandler<Integer, ? super A> handler) {
        hangUp = () -> handler.completed(-1, attachment);
    }

    @Override
    public Future<Integer> read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }
}
