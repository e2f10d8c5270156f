package dev.liveshelf.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network between a node and its Redis, which can be cut, slow, or break connections off in the middle of a reply. What
 * is sent while it is cut arrives when it is whole again, even if the sender has given up: as TCP repeats it.
 */
public final class BadNetwork implements AutoCloseable {

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private record Sent(long due, ByteBuffer bytes) {}

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile long delayNanos;
    private volatile boolean breaksReplies;
    private boolean cut; // guarded by this

    /** @param target the port that it leads to */
    BadNetwork(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Nothing gets through from now on, and nobody is told so. */
    synchronized void cut() {
        cut = true;
    }

    /** Every reply takes so much longer. */
    void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Many a connection is reset when only some bytes of a reply have been passed on. */
    void breakReplies() {
        breaksReplies = true;
    }

    /** How many replies were broken off. */
    int breaks() {
        return breaks.get();
    }

    /** It is as good as new. */
    synchronized void heal() {
        cut = false;
        delayNanos = 0;
        breaksReplies = false;
        notifyAll();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = door.accept();
            Socket called = call();
            if (called == null) {
                caller.close();
                continue;
            }
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            sockets.add(caller);
            sockets.add(called);
            carry(caller, called, /* replies= */ false);
            carry(called, caller, /* replies= */ true);
        }
    }

    private @Nullable Socket call() {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    private void carry(Socket from, Socket to, boolean replies) {
        BlockingQueue<Sent> way = new LinkedBlockingQueue<>();
        start(() -> take(from, way, replies));
        start(() -> give(way, from, to, replies));
    }

    private void take(Socket from, BlockingQueue<Sent> way, boolean replies) {
        byte[] buffer = new byte[16_384];
        try {
            for (int length = from.getInputStream().read(buffer); length >= 0; ) {
                long due = System.nanoTime() + (replies ? delayNanos : 0);
                way.add(new Sent(due, ByteBuffer.wrap(Arrays.copyOf(buffer, length))));
                length = from.getInputStream().read(buffer);
            }
        } catch (IOException reset) {
            // It has ended all the same.
        }
        way.add(new Sent(System.nanoTime(), END));
    }

    private void give(BlockingQueue<Sent> way, Socket from, Socket to, boolean replies)
            throws IOException, InterruptedException {
        while (true) {
            Sent sent = way.take();
            TimeUnit.NANOSECONDS.sleep(sent.due() - System.nanoTime());
            awaitWhole();
            if (!sent.bytes().hasRemaining()) {
                to.close();
                return;
            }
            int length = sent.bytes().capacity();
            boolean broken = replies && breaksReplies && length > 1 && random.nextInt(20) == 0;
            to.getOutputStream().write(sent.bytes().array(), 0, broken ? 1 + random.nextInt(length - 1) : length);
            if (broken) {
                breaks.incrementAndGet();
                reset(to);
                reset(from);
                return;
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException over) {
                // One of the two has gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        heal();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
