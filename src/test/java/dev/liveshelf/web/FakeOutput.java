package dev.liveshelf.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A response's output as strict as containers are: nobody writes without having asked, and never two at a time. */
final class FakeOutput extends ServletOutputStream {

    private final StringBuilder buffered = new StringBuilder();
    private final StringBuilder sent = new StringBuilder();
    private final AtomicReference<Thread> user = new AtomicReference<>();
    private volatile WriteListener listener;
    private volatile boolean room;
    private volatile boolean calls = true; // whether the container owes a call when there is room: at first it does
    private volatile boolean asked;
    private volatile String fault;
    private volatile IOException broken;
    private volatile Runnable duringWrite = () -> {};

    /** Returns what has gone to the reader, with every event on a line, and forgets it. */
    synchronized String sent() {
        String text = sent.toString().replace("\n\n", ";").replace("\n", "|");
        sent.setLength(0);
        return text;
    }

    /** Returns what the stream did wrong, or null. */
    String fault() {
        return fault;
    }

    void breakWith(IOException failure) {
        broken = failure;
    }

    void duringWrite(Runnable what) {
        duringWrite = what;
    }

    synchronized void takeRoom() {
        room = false;
    }

    /** As the container's thread does when the socket can be written again. */
    void giveRoom() throws IOException {
        boolean call;
        synchronized (this) {
            room = true;
            call = calls;
            calls = false;
        }
        if (call) {
            listener.onWritePossible();
        }
    }

    @Override
    public boolean isReady() {
        enter();
        try {
            synchronized (this) {
                asked = room;
                calls = calls || !room;
                return room;
            }
        } finally {
            leave();
        }
    }

    @Override
    public void setWriteListener(WriteListener given) {
        listener = given;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        use();
        try {
            duringWrite.run();
            if (broken != null) {
                throw broken;
            }
            buffered.append(new String(bytes, StandardCharsets.UTF_8));
        } finally {
            leave();
        }
    }

    @Override
    public void write(int one) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
        use();
        synchronized (this) {
            sent.append(buffered);
        }
        buffered.setLength(0);
        leave();
    }

    private void use() {
        enter();
        if (!asked) {
            fault = "written without having asked";
            throw new IllegalStateException(fault);
        }
        asked = false;
    }

    private void enter() {
        if (!user.compareAndSet(null, Thread.currentThread())) {
            fault = "two at a time";
        }
    }

    private void leave() {
        user.set(null);
    }
}
