package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The stock in one directory of this machine. Changes and carts go through one writer; levels are read from memory, as
 * of the last change that is durable.
 */
public final class EmbeddedStock implements Stock {

    private final MVStore store;
    private final Books books;
    private final Clock clock;
    private final Writer writer;

    /** What readers see: nothing that a crash could take back. */
    private final Map<String, Level> durable = new ConcurrentHashMap<>();

    /** Levels changed by the batch under way. Touched by the writer's thread only. */
    private final Map<String, Level> batch = new LinkedHashMap<>();

    private volatile @Nullable String first;

    private volatile Consumer<Level> listener = level -> {};

    private EmbeddedStock(MVStore store, Rules rules, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.books = new Books(store, rules, clock, level -> batch.put(level.sku(), level));
        store.commit();
        store.sync();
        books.shelf().levels().forEach(level -> durable.put(level.sku(), level));
        this.first = books.shelf().first();
        this.writer = new Writer(new Desk());
    }

    /**
     * Opens the stock in this directory, or begins an empty one there. Reads every level, so it may take seconds.
     *
     * @throws IllegalStateException if the directory is in use, cannot be written, or holds something else; the message
     *     says what to do
     */
    public static EmbeddedStock open(Path directory, Rules rules, Clock clock) {
        MVStore store = Cellar.open(directory);
        try {
            return new EmbeddedStock(store, rules, clock);
        } catch (RuntimeException unreadable) {
            store.closeImmediately();
            throw new IllegalStateException(
                    "The data in " + directory + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return submit(() -> {
            books.shelf().fill(onHand);
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
        Level level = durable.get(sku);
        if (level == null) {
            return unknown();
        }
        Instant expiry = level.nextExpiry();
        boolean outdated = expiry != null && !expiry.isAfter(clock.instant());
        return outdated ? submit(() -> books.shelf().level(sku)) : CompletableFuture.completedStage(level);
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return submit(() -> books.hold(session, sku, quantity));
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return submit(() -> books.release(session, sku));
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return submit(() -> books.extend(session, sku));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return submit(() -> books.cart(session));
    }

    @Override
    public CompletionStage<List<Level>> items(String after, int most) {
        return submit(() -> books.shelf().items(after, most));
    }

    @Override
    public CompletionStage<Level> set(String sku, long onHand, long safetyStock, @Nullable Version expected) {
        return submit(() -> books.shelf().set(sku, onHand, safetyStock, expected));
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return submit(() -> books.adjust(sku, delta, reason, key));
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return submit(() -> books.commit(session, order, partial));
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return submit(() -> books.giveBack(order, sku, quantity, key));
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return submit(() -> books.shelf().ledger(sku, after, most));
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return submit(books.shelf()::audit);
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
    public void close() {
        writer.close();
        if (!store.isClosed()) {
            Cellar.close(store);
        }
    }

    /** Holds that are overdue end before anything else is looked at. */
    private <T> CompletionStage<T> submit(Supplier<T> step) {
        return writer.submit(() -> {
            books.expire();
            return step.get();
        });
    }

    private static <T> CompletionStage<T> unknown() {
        return CompletableFuture.failedStage(new Refusal.UnknownItem());
    }

    /** What the writer does with the books. On its thread. */
    private final class Desk implements Writer.Owner {

        /** A clock may be set: look at it once in a while. */
        private static final long LONGEST_REST_MILLIS = 1_000;

        @Override
        public void commit() {
            if (!store.hasUnsavedChanges()) {
                return;
            }
            try {
                store.commit();
                store.sync();
            } catch (RuntimeException | Error fault) {
                store.closeImmediately(); // what it holds and what is on disk may differ: it must write no more
                throw fault;
            }
        }

        @Override
        public void publish() {
            first = books.shelf().first();
            List<Level> changed = List.copyOf(batch.values());
            batch.clear();
            changed.forEach(level -> durable.put(level.sku(), level));
            changed.forEach(listener);
        }

        @Override
        public void rollback() {
            batch.clear();
            store.rollback();
            books.holds().readDeadlines();
        }

        @Override
        public long restMillis() {
            Instant deadline = books.holds().nextDeadline();
            if (deadline == null) {
                return Long.MAX_VALUE;
            }
            long millis = Duration.between(clock.instant(), deadline).toMillis() + 1; // at it, not before it
            return Math.max(0, Math.min(LONGEST_REST_MILLIS, millis));
        }

        @Override
        public void attend() {
            books.expire();
        }
    }
}
