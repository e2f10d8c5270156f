package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Shoppers who change one item at a fixed pace, on a thread of their own. The pace does not wait for the shop: an answer's
 * time counts from the moment when its change was due, so a shop that stands still is not measured less often.
 */
final class Till implements AutoCloseable {

    private static final int SHOPPERS = 100;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Selector selector = Selector.open();
    private final Deque<Customer> free = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final LiveshelfRival shop;
    private final long[] nanos;
    private final long paceNanos;
    private int answered;
    private volatile long version;

    private static final class Customer {
        private final String session;
        private final Watcher connection;
        private int changes;
        private long due;

        Customer(String session, Watcher connection) {
            this.session = session;
            this.connection = connection;
        }
    }

    /** Connects them all. */
    Till(LiveshelfRival shop, int changesPerSecond, Duration time) throws IOException {
        this.shop = shop;
        this.paceNanos = 1_000_000_000L / changesPerSecond;
        this.nanos = new long[(int) (time.toNanos() / paceNanos)];
        for (int i = 0; i < SHOPPERS; i++) {
            SocketChannel channel = SocketChannel.open(shop.address());
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Customer customer = new Customer("customer-" + i, new Watcher(channel, Mode.POLL));
            channel.register(selector, SelectionKey.OP_READ, customer);
            free.add(customer);
        }
    }

    /** Makes all the changes. Returns after how many nanoseconds each was answered, sorted. */
    List<Long> run() throws IOException {
        long start = System.nanoTime();
        for (int asked = 0; answered < nanos.length; ) {
            long now = System.nanoTime();
            for (; asked < nanos.length && now - start >= asked * paceNanos && !free.isEmpty(); asked++) {
                ask(free.remove(), start + asked * paceNanos);
            }
            if (now - start > nanos.length * paceNanos + PATIENCE_NANOS) {
                throw new IOException("Only " + answered + " of " + nanos.length + " changes were answered");
            }
            try {
                selector.select(this::hear, 1);
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
        }
        return Arrays.stream(nanos).sorted().boxed().toList();
    }

    /** Returns the number of the newest version that a shopper was answered with. Any thread. */
    long version() {
        return version;
    }

    private void ask(Customer customer, long due) throws IOException {
        customer.due = due;
        String change = shop.change(customer.session, "P", customer.changes++);
        customer.connection.ask(ByteBuffer.wrap(change.getBytes(StandardCharsets.US_ASCII)));
    }

    private void hear(SelectionKey key) {
        Customer customer = (Customer) key.attachment();
        try {
            if (customer.connection.hear(buffer)) {
                nanos[answered++] = System.nanoTime() - customer.due;
                String told = customer.connection.version();
                version = Math.max(version, Long.parseLong(told, told.indexOf('.') + 1, told.length(), 10));
                free.add(customer);
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
