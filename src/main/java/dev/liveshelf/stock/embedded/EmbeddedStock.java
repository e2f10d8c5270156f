package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.StockEye;
import dev.liveshelf.stock.Version;
import dev.liveshelf.stock.Vitals;
import dev.liveshelf.stock.embedded.Opened.Opener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stock in one directory of this machine. Changes and carts go through one writer; levels are read from memory, as
 * of the last change that is durable.
 */
public final class EmbeddedStock implements MovableStock {

    private static final long RETRY_MILLIS = 1_000;

    private final Opener opener;
    private final Clock clock;
    private final Writer writer;
    private final Reader reader = new Reader();

    /** Written by the writer's thread only, after a fault. */
    private volatile Opened opened;

    /** What readers see, by name: nothing that a crash could take back. */
    private final ConcurrentNavigableMap<String, Item> durable = new ConcurrentSkipListMap<>();

    /** Items changed by the batch under way. Touched by the writer's thread only. */
    private final Map<String, Item> batch = new LinkedHashMap<>();

    /** Holds ended by the batch under way. Touched by the writer's thread only. */
    private final List<Ended> ends = new ArrayList<>();

    private record Ended(Hold.End how, Duration age) {}

    private volatile @Nullable String first;

    private volatile Consumer<Level> listener = level -> {};

    private volatile StockEye eye = StockEye.CLOSED;

    private EmbeddedStock(Path directory, Rules rules, Clock clock, long retryMillis) {
        this.clock = clock;
        this.opener = new Opener(
                directory,
                rules,
                clock,
                item -> batch.put(item.sku(), item),
                (how, age) -> ends.add(new Ended(how, age)));
        this.opened = opener.open();
        books().shelf().show(item -> durable.put(item.sku(), item));
        this.first = books().shelf().first();
        this.writer = new Writer(new Desk(), retryMillis);
    }

    /**
     * Opens the stock in this directory, or begins an empty one there. Reads every level and every hold, so it may take
     * seconds: 100,000 items with 200,000 holds took half a second, and 200 MB of heap.
     *
     * @throws IllegalStateException if the directory is in use, cannot be written, is damaged or holds something else; the
     *     message says what to do
     */
    public static EmbeddedStock open(Path directory, Rules rules, Clock clock) {
        return open(directory, rules, clock, RETRY_MILLIS);
    }

    /** @param retryMillis how long after a fault of the disk it is tried again */
    static EmbeddedStock open(Path directory, Rules rules, Clock clock, long retryMillis) {
        return new EmbeddedStock(directory, rules, clock, retryMillis);
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return submit(() -> {
            books().moving().refuse();
            books().shelf().fill(onHand);
            return null;
        });
    }

    @Override
    public CompletionStage<String> first() {
        String sku = first;
        return sku == null ? unknown() : CompletableFuture.completedStage(sku);
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return item(sku).thenApply(Item::level);
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        Item item = durable.get(sku);
        if (item == null) {
            return unknown();
        }
        Instant expiry = item.level().nextExpiry();
        boolean outdated = expiry != null && !expiry.isAfter(clock.instant());
        return outdated ? check().thenCompose(now -> item(sku)) : CompletableFuture.completedStage(item);
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return submit(() -> books().hold(session, sku, quantity));
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return submit(() -> books().release(session, sku));
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return submit(() -> books().extend(session, sku));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return submit(() -> books().cart(session));
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        return check().thenApplyAsync(
                        now -> durable.tailMap(after, false).values().stream()
                                .limit(most)
                                .toList(),
                        reader);
    }

    @Override
    public CompletionStage<List<Item>> find(Search search, String after, int most) {
        return check().thenApplyAsync(
                        now -> durable.tailMap(after, false).values().stream()
                                .filter(item -> search.isIn(Search.text(item.sku(), item.title())))
                                .limit(most)
                                .toList(),
                        reader);
    }

    @Override
    public CompletionStage<Item> set(Count count, @Nullable Version expected) {
        return submit(() -> books().shelf().set(count, expected));
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return submit(() -> {
            books().shelf().setAll(counts);
            return null;
        });
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return submit(() -> books().adjust(sku, delta, reason, key));
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return submit(() -> books().commit(session, order, partial));
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return submit(() -> books().giveBack(order, sku, quantity, key));
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return submit(() -> books().shelf().ledger(sku, after, most));
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return submit(() -> Reader.hold(opened))
                .thenApplyAsync(
                        snapshot -> {
                            try (snapshot) {
                                return snapshot.books().shelf().audit(snapshot.version(), reader::isClosing);
                            }
                        },
                        reader);
    }

    @Override
    public CompletionStage<Path> backup() {
        return submit(() -> Reader.hold(opened))
                .thenApplyAsync(
                        snapshot -> {
                            try (snapshot) {
                                return snapshot.cellar().backup(snapshot.version(), reader::isClosing);
                            }
                        },
                        reader);
    }

    @Override
    public CompletionStage<List<Parcel>> pack(String after, int most) {
        return submit(() -> Reader.hold(opened))
                .thenApplyAsync(
                        snapshot -> {
                            try (snapshot) {
                                return snapshot.books().moving().pack(snapshot.version(), after, most);
                            }
                        },
                        reader);
    }

    @Override
    public CompletionStage<Void> moveIn(String load, @Nullable String newFirst) {
        return submit(() -> {
            books().moving().begin(load, newFirst);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> unpack(List<Parcel> parcels) {
        return submit(() -> {
            parcels.forEach(books().moving()::unpack);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> movedIn() {
        return submit(() -> {
            books().moving().end();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> check() {
        return submit(() -> null);
    }

    @Override
    public void subscribe(Consumer<Level> newListener) {
        listener = newListener;
    }

    @Override
    public void observe(StockEye newEye) {
        eye = newEye;
    }

    @Override
    public Vitals vitals() {
        Cellar cellar = opened.cellar();
        return Vitals.ofFile(writer.away(), cellar.size(), cellar.diskRoom());
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
        opened.cellar().close();
    }

    /** On the writer's thread. */
    private Books books() {
        return opened.books();
    }

    /** Holds that are overdue end before anything else is looked at. */
    private <T> CompletionStage<T> submit(Supplier<T> step) {
        return writer.submit(() -> {
            books().expire();
            return step.get();
        });
    }

    private static <T> CompletionStage<T> unknown() {
        return CompletableFuture.failedStage(new Refusal.UnknownItem());
    }

    /** What the writer does with the books(). On its thread. */
    private final class Desk implements Writer.Owner {

        /** A clock may be set: look at it once in a while. */
        private static final long LONGEST_REST_MILLIS = 1_000;

        @Override
        public void commit(int steps) {
            long start = System.nanoTime();
            if (opened.cellar().commit()) {
                eye.synced(steps, System.nanoTime() - start);
            }
        }

        @Override
        public void publish() {
            first = books().shelf().first();
            List<Item> changed = List.copyOf(batch.values());
            batch.clear();
            ends.forEach(ended -> eye.ended(ended.how(), ended.age()));
            ends.clear();
            for (Item item : changed) {
                Item before = durable.put(item.sku(), item);
                if (before == null || !before.level().equals(item.level())) {
                    listener.accept(item.level());
                }
            }
        }

        @Override
        public void tidy() {
            opened.cellar().tidy();
        }

        @Override
        public void rollback() {
            batch.clear();
            ends.clear();
            opened.cellar().rollback();
            books().holds().readDeadlines();
        }

        @Override
        public void reopen() {
            batch.clear();
            ends.clear();
            opened = opener.again(opened);
            books().shelf().show(item -> batch.put(item.sku(), item));
            publish();
        }

        @Override
        public long restMillis() {
            Instant deadline = books().holds().nextDeadline();
            if (deadline == null) {
                return Long.MAX_VALUE;
            }
            long millis = Duration.between(clock.instant(), deadline).toMillis() + 1; // at it, not before it
            return Math.max(0, Math.min(LONGEST_REST_MILLIS, millis));
        }

        @Override
        public void attend() {
            books().expire();
        }

        @Override
        public Path directory() {
            return opener.directory().toAbsolutePath();
        }
    }
}
