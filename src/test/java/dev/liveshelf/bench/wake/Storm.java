package dev.liveshelf.bench.wake;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Viewers of an item that changes without rest, on one thread. Those who poll come back as our pages do: at a random moment
 * within the time that their answer gave them.
 */
final class Storm implements AutoCloseable {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String VERSION = "\"version\":\"";
    private static final String POLL_AFTER = "\"pollafter\":";

    private static final class Page {
        private final SocketChannel channel;
        private String rest = ""; // what has not come whole
        private String version = "";
        private long known = -1;
        private int told;
        private long back; // when it comes back

        Page(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Page> pages = new ArrayList<>();
    private final PriorityQueue<Page> away = new PriorityQueue<>(Comparator.comparingLong(page -> page.back));
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final LiveshelfRival shop;
    private final Mode mode;
    private final Random random;
    private int longestAway;

    /** Connects them all; each asks, and is told what there is. */
    Storm(LiveshelfRival shop, Mode mode, int size, Random random) throws IOException {
        this.shop = shop;
        this.mode = mode;
        this.random = random;
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(shop.address());
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Page page = new Page(channel);
            page.version = "none"; // answered at once
            channel.register(selector, SelectionKey.OP_READ, page);
            pages.add(page);
            ask(page);
        }
        run(() -> pages.stream().allMatch(page -> page.told > 0) && away.isEmpty());
        pages.forEach(page -> page.told = 0);
        longestAway = 0;
    }

    /** Lets them be told, and come back, until this is so. */
    void run(BooleanSupplier until) throws IOException {
        long start = System.nanoTime();
        while (!until.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > PATIENCE_NANOS) {
                throw new IOException("They wait for something that does not come");
            }
            while (!away.isEmpty() && away.peek().back - now <= 0) {
                ask(away.poll());
            }
            try {
                selector.select(
                        this::hear, away.isEmpty() ? 10 : Math.min(10, 1 + (away.peek().back - now) / 1_000_000));
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
        }
    }

    /** Tells whether everybody knows this version. */
    boolean allKnow(long version) {
        return pages.stream().allMatch(page -> page.known >= version);
    }

    /** Returns how many levels they were told since they came. */
    long told() {
        return pages.stream().mapToLong(page -> page.told).sum();
    }

    /** Returns how many levels the one was told who was told most. */
    int mostTold() {
        return pages.stream().mapToInt(page -> page.told).max().orElse(0);
    }

    /** Returns the longest time that one was asked to stay away, in milliseconds. */
    int longestAway() {
        return longestAway;
    }

    private void ask(Page page) throws IOException {
        page.channel.write(Crowd.request(shop.address(), shop.path(mode, page.version), mode));
    }

    private void hear(SelectionKey key) {
        Page page = (Page) key.attachment();
        try {
            if (page.channel.read(buffer.clear()) < 0) {
                throw new EOFException("The server hung up on a viewer");
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        String said = page.rest + new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int end = levelEnd(said, from); end > 0; end = levelEnd(said, from)) {
            learn(page, said, end);
            from = end;
        }
        page.rest = said.substring(from);
    }

    /** A level's last member is when to come back. */
    private static int levelEnd(String said, int from) {
        int last = said.indexOf(POLL_AFTER, from);
        return last < 0 ? -1 : said.indexOf('}', last);
    }

    private void learn(Page page, String said, int end) {
        int version = said.lastIndexOf(VERSION, end) + VERSION.length();
        page.version = said.substring(version, said.indexOf('"', version));
        long now = Long.parseLong(page.version, page.version.indexOf('.') + 1, page.version.length(), 10);
        if (now < page.known) {
            throw new IllegalStateException("The count went back, from " + page.known + " to " + now);
        }
        page.known = now;
        page.told++;
        if (mode == Mode.POLL) {
            int pollAfter = Integer.parseInt(said, said.lastIndexOf(POLL_AFTER, end) + POLL_AFTER.length(), end, 10);
            longestAway = Math.max(longestAway, pollAfter);
            page.back = System.nanoTime() + (long) (random.nextDouble() * pollAfter * 1e6);
            away.add(page);
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
