package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many viewers, each on a connection of its own with a request of a browser's size, served by one thread: it shares the
 * machine with what it measures, so it must be cheap.
 */
final class Crowd implements AutoCloseable {

    private static final int AT_A_TIME = 200;
    private static final long QUIET_MILLIS = 60;

    /** While they come, it need not be quite as quiet: a third of a turn's time, with 9,000 of them. */
    private static final long NEARLY_QUIET_MILLIS = 15;

    private static final long PATIENCE_MILLIS = 20_000;

    private final Selector selector = Selector.open();
    private final List<Watcher> watchers = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Rival rival;
    private final Mode mode;
    private ByteBuffer request;
    private final long[] told;
    private int count;
    private long blocked;

    private Crowd(Rival rival, Mode mode, int size) throws IOException {
        this.rival = rival;
        this.mode = mode;
        request = request(rival.address(), rival.path(mode, ""), mode);
        told = new long[size];
    }

    /** Connects them all, and waits until everybody waits. */
    static Crowd gather(Rival rival, Mode mode, int size) throws IOException {
        Crowd crowd = new Crowd(rival, mode, size);
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(rival.address());
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Watcher watcher = new Watcher(channel, mode);
            channel.register(crowd.selector, SelectionKey.OP_READ, watcher);
            crowd.watchers.add(watcher);
            watcher.ask(crowd.request.duplicate());
            if (i % AT_A_TIME == AT_A_TIME - 1) {
                crowd.settleNearly();
            }
        }
        crowd.settle();
        return crowd;
    }

    /** As a browser's is: some 500 bytes, with a cookie, as there are in every shop. */
    static ByteBuffer request(InetSocketAddress address, String path, Mode mode) {
        String host = address.getHostString() + ":" + address.getPort();
        byte[] bytes = String.join(
                        "\r\n",
                        "GET " + path + " HTTP/1.1",
                        "Host: " + host,
                        "Connection: keep-alive",
                        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                        "Accept: " + (mode == Mode.POLL ? "application/json" : "text/event-stream"),
                        "Referer: http://" + host + "/",
                        "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
                        "Sec-Fetch-Dest: empty",
                        "Sec-Fetch-Mode: cors",
                        "Sec-Fetch-Site: same-origin",
                        "Cookie: visitor=1874019633.1795855061",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Takes in what comes, and has everybody who was answered ask again, until all wait and it is quiet. */
    void settle() throws IOException {
        settle(QUIET_MILLIS);
    }

    /** The same, without a look whether it stays quiet. */
    void settleNearly() throws IOException {
        settle(NEARLY_QUIET_MILLIS);
    }

    private void settle(long quietMillis) throws IOException {
        do {
            askAgain();
        } while (hear(quietMillis) || !watchers.stream().allMatch(Watcher::isWaiting));
    }

    /** Nothing is changed for so long; who is answered because the wait is over asks again. */
    void rest(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            hear(1 + left / 1_000_000);
            askAgain();
        }
    }

    void askAgain() throws IOException {
        if (mode == Mode.POLL) {
            String version = watchers.get(watchers.size() - 1).version();
            request = request(rival.address(), rival.path(mode, version), mode);
            for (Watcher watcher : watchers) {
                if (!watcher.isWaiting()) {
                    watcher.ask(request.duplicate());
                }
            }
        }
    }

    /** Makes a change, and returns after how many nanoseconds each was told, sorted. */
    long[] tell(Shopper shopper, String change) throws IOException {
        count = 0;
        blocked = 0;
        long start = System.nanoTime();
        shopper.ask(change);
        while (count < told.length) {
            if (!hear(PATIENCE_MILLIS)) {
                throw new IOException("Only " + count + " of " + told.length + " were told");
            }
        }
        shopper.answer();
        long[] after = new long[count];
        for (int i = 0; i < count; i++) {
            after[i] = told[i] - start;
        }
        Arrays.sort(after);
        return after;
    }

    /** How many nanoseconds of the last tell this thread had nothing to do. */
    long idle() {
        return blocked;
    }

    private boolean hear(long millis) throws IOException {
        long before = System.nanoTime();
        if (selector.selectNow() == 0) {
            selector.select(millis);
        }
        long now = System.nanoTime();
        blocked += now - before;
        boolean any = !selector.selectedKeys().isEmpty();
        try {
            selector.selectedKeys().forEach(key -> hear((Watcher) key.attachment(), now));
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        selector.selectedKeys().clear();
        return any;
    }

    private void hear(Watcher watcher, long now) {
        try {
            if (watcher.hear(buffer) && count < told.length) {
                told[count++] = now;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
