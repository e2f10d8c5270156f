package dev.liveshelf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * So many connections, each of which asks again as soon as it is answered. One thread, no parsing beyond status and length: it
 * shares the machine with what it measures, so it must be cheap.
 */
final class Load implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;

    private final Selector selector = Selector.open();
    private final Supplier<ByteBuffer> requests;
    private final Map<Integer, Long> answers = new HashMap<>();
    private long[] nanos = new long[1 << 16];
    private int count;

    private Load(Supplier<ByteBuffer> requests) throws IOException {
        this.requests = requests;
    }

    /**
     * Loads the servers for this long. Every request is one that can be made again and again, or a new one each time.
     *
     * @param connections of each server
     */
    static Outcome run(List<URI> servers, int connections, Duration time, Supplier<ByteBuffer> requests)
            throws IOException {
        try (Load load = new Load(requests)) {
            for (URI server : servers) {
                for (int i = 0; i < connections; i++) {
                    load.connect(server);
                }
            }
            long start = System.nanoTime();
            load.turn(start + time.toNanos());
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Outcome(seconds, Map.copyOf(load.answers), Arrays.copyOf(load.nanos, load.count));
        }
    }

    private void connect(URI server) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Caller(channel));
    }

    private void turn(long end) throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Caller) key.attachment()).ask(requests.get());
        }
        while (System.nanoTime() < end) {
            int answered = selector.select(key -> hear((Caller) key.attachment()), PATIENCE_MILLIS);
            if (answered == 0) {
                throw new IOException("No answer for " + PATIENCE_MILLIS + " ms");
            }
        }
    }

    private void hear(Caller caller) {
        try {
            int status = caller.hear();
            if (status == 0) {
                return;
            }
            answers.merge(status, 1L, Long::sum);
            note(caller.nanos());
            caller.ask(requests.get());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void note(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
