package dev.liveshelf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Thousands of pages at one address, all on one thread; see {@link OpenPage}. Any thread may ask how they are. */
final class Pages implements AutoCloseable {

    private static final long LONGEST_REST_MILLIS = 50;

    private final InetSocketAddress shop;
    private final String host;
    private final List<String> items;
    private final Random random;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    private final Queue<Runnable> wishes = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "pages");
    private volatile boolean over;

    // Of that thread:
    private final List<OpenPage> all = new ArrayList<>();
    private final PriorityQueue<OpenPage> waiting = new PriorityQueue<>(Comparator.comparingLong(page -> page.next));
    private final Map<String, Integer> events = new TreeMap<>();
    private final List<Long> arrivals = new ArrayList<>();

    Pages(URI shop, List<String> items, Random random) throws IOException {
        this.shop = new InetSocketAddress(shop.getHost(), shop.getPort());
        this.host = shop.getAuthority();
        this.items = items;
        this.random = random;
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens so many more, which come within this time. */
    void open(int count, int withinMillis) {
        ask(() -> {
            for (int i = 0; i < count; i++) {
                OpenPage page = new OpenPage(this, items.get(random.nextInt(items.size())));
                all.add(page);
                comeBack(page, random.nextInt(1 + withinMillis));
            }
            return null;
        });
    }

    /** Closes so many, any of them, without a word. */
    void leave(int count) {
        ask(() -> {
            for (int i = 0; i < count && !all.isEmpty(); i++) {
                OpenPage page = all.remove(random.nextInt(all.size()));
                waiting.remove(page);
                page.hangUp();
            }
            return null;
        });
    }

    /** How many there are that do not know this version of their item, or show that the shop is away. */
    long unaware(Map<String, String> versions) {
        return ask(() -> all.stream()
                .filter(page -> page.isAway() || !page.version.equals(versions.get(page.item)))
                .count());
    }

    /** What has happened since the last time this was asked: statuses of answers, and what went wrong, with how often. */
    Map<String, Integer> events() {
        return ask(() -> {
            Map<String, Integer> copy = new TreeMap<>(events);
            events.clear();
            return copy;
        });
    }

    /** When questions were asked, by {@link System#nanoTime}, since the last time this was asked. */
    List<Long> arrivals() {
        return ask(() -> {
            List<Long> copy = List.copyOf(arrivals);
            arrivals.clear();
            return copy;
        });
    }

    private <T> T ask(Supplier<T> wish) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        wishes.add(() -> {
            try {
                answer.complete(wish.get());
            } catch (RuntimeException | Error fault) {
                answer.completeExceptionally(fault);
            }
        });
        selector.wakeup();
        return answer.join();
    }

    private void run() {
        try {
            while (!over) {
                for (Runnable wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                    wish.run();
                }
                long now = System.nanoTime();
                while (!waiting.isEmpty() && waiting.peek().next - now <= 0) {
                    arrivals.add(now);
                    waiting.poll().come();
                }
                long rest = waiting.isEmpty() ? LONGEST_REST_MILLIS : (waiting.peek().next - now) / 1_000_000;
                selector.select(this::serve, Math.max(1, Math.min(LONGEST_REST_MILLIS, rest)));
            }
            all.forEach(OpenPage::hangUp);
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void serve(SelectionKey key) {
        OpenPage page = (OpenPage) key.attachment();
        if (key.isConnectable()) {
            page.connected();
        } else {
            buffer.clear();
            page.read(buffer);
        }
    }

    // For a page, on its thread:

    InetSocketAddress shop() {
        return shop;
    }

    Selector selector() {
        return selector;
    }

    Random random() {
        return random;
    }

    byte[] question(String query) {
        return ("GET /status?" + query + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    void note(String event) {
        events.merge(event, 1, Integer::sum);
    }

    void comeBack(OpenPage page, long millis) {
        page.next = System.nanoTime() + millis * 1_000_000;
        waiting.add(page);
    }

    @Override
    public void close() throws IOException {
        over = true;
        selector.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
