package dev.liveshelf.web;

import dev.liveshelf.RunningShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Thousands of pages that poll, on one thread: each asks, is told, and comes back, at once or when it was asked to. */
final class Herd implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile("\"version\":\"(\\w+)\\.(\\d+)\".*\"pollafter\":(\\d+)}");

    private static final class Page {
        private final SocketChannel channel;
        private long known;
        private long told;
        private long back; // when it comes back; with a thread of its own, it would do so to the moment

        Page(SocketChannel channel, long known) {
            this.channel = channel;
            this.known = known;
        }
    }

    private final String epoch;
    private final Random random;
    private final boolean obedient;
    private final Selector selector = Selector.open();
    private final List<Page> pages = new ArrayList<>();
    private final PriorityQueue<Page> away = new PriorityQueue<>(Comparator.comparingLong(page -> page.back));
    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(4_096);
    private long awaited;
    private int informed;

    /**
     * Opens a connection for each, and asks.
     *
     * @param version what they know
     * @param obedient whether they come back at a random moment within {@code pollafter}, or all at once
     */
    Herd(RunningShop shop, int size, String version, Random random, boolean obedient) throws IOException {
        this.epoch = version.substring(0, version.indexOf('.'));
        this.random = random;
        this.obedient = obedient;
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), shop.home().getPort()));
            channel.configureBlocking(false);
            Page page = new Page(channel, Long.parseLong(version.substring(version.indexOf('.') + 1)));
            channel.register(selector, SelectionKey.OP_READ, page);
            pages.add(page);
            ask(page);
        }
    }

    /** Begins to count who comes back, and who knows this version or a later one. */
    void await(long version) {
        arrivals.clear();
        delays.clear();
        awaited = version;
        informed = 0;
    }

    int returned() {
        return arrivals.size();
    }

    int informed() {
        return informed;
    }

    /** Returns how many came back in each ten milliseconds since the first did. */
    int[] arrivals() {
        return in10Millis(arrivals);
    }

    /** The same by the time since each was told: what arrives together on a machine, however fast, that tells all at the same moment. */
    int[] delays() {
        return in10Millis(delays);
    }

    private static int[] in10Millis(List<Long> nanos) {
        long first = Collections.min(nanos);
        int[] counts = new int[(int) ((Collections.max(nanos) - first) / 10_000_000) + 1];
        nanos.forEach(at -> counts[(int) ((at - first) / 10_000_000)]++);
        return counts;
    }

    /** Lets them ask and be told, until this is so. */
    void run(BooleanSupplier until) throws IOException {
        long start = System.nanoTime();
        while (!until.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > 60_000_000_000L) {
                throw new AssertionError(returned() + " have come back, " + informed + " are told");
            }
            while (!away.isEmpty() && away.peek().back - now <= 0) {
                ask(away.poll());
            }
            selector.select(this::listen, away.isEmpty() ? 100 : Math.max(1, (away.peek().back - now) / 1_000_000));
        }
    }

    private void ask(Page page) throws IOException {
        page.channel.write(ByteBuffer.wrap(
                ("GET /shop/status?item=P&since=" + epoch + "." + page.known + " HTTP/1.1\r\nHost: shop\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
        arrivals.add(page.back);
        delays.add(page.back - page.told);
    }

    /** An answer is written in one piece, so whoever has something to read has it whole. */
    private void listen(SelectionKey key) {
        Page page = (Page) key.attachment();
        try {
            buffer.clear();
            page.channel.read(buffer);
            Matcher answer =
                    ANSWER.matcher(new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII));
            if (!answer.find()) {
                throw new AssertionError(
                        "No level: " + new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII));
            }
            learn(page, Long.parseLong(answer.group(2)));
            page.told = System.nanoTime();
            page.back = page.told;
            if (obedient) {
                page.back += (long) (random.nextDouble() * Integer.parseInt(answer.group(3)) * 1_000_000);
                away.add(page);
            } else {
                ask(page);
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void learn(Page page, long version) {
        if (version < page.known) {
            throw new AssertionError("The count went back");
        }
        informed += page.known < awaited && version >= awaited ? 1 : 0;
        page.known = version;
    }

    @Override
    public void close() throws IOException {
        for (Page page : pages) {
            page.channel.close();
        }
        selector.close();
    }
}
