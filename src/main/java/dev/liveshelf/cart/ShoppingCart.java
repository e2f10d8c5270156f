package dev.liveshelf.cart;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All carts, and everyone who watches what they change; the name is the tutorial's. What the shop's counter talks to: puts
 * things into carts, and lets viewers wait for news of what that changes. Kept in the servlet context under
 * {@link #ATTRIBUTE}.
 *
 * <p>Safe for any thread; nothing but {@link #close} blocks. Stages complete on a lane, or at once on the caller's thread;
 * they fail with a {@link dev.liveshelf.stock.Refusal} or a {@link TurnedAway} when the answer is no.
 */
public final class ShoppingCart implements AutoCloseable {

    /** Under this name the servlet context has it. */
    public static final String ATTRIBUTE = "dev.liveshelf.ShoppingCart";

    /** An engine that is well takes milliseconds. */
    private static final long LONGEST_ANSWER_NANOS = 1_000_000_000L;

    private static final long PAUSE_NANOS = 1_000_000;

    private final Stock stock;
    private final WaitingRoom waitingRoom;
    private final Lanes lanes;

    /** Answers that callers wait for. */
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Starts the lanes, one for each core, and listens to the stock. Closing it does not close the stock.
     *
     * @param eye sees whatever happens in the waiting room
     */
    public ShoppingCart(Stock stock, Limits limits, RoomEye eye) {
        this(stock, limits, eye, Timer.start(), new Lanes(Runtime.getRuntime().availableProcessors()));
    }

    /**
     * The same, with threads of the server as lanes.
     *
     * @param lent they run tasks until after this is closed
     */
    public ShoppingCart(Stock stock, Limits limits, RoomEye eye, LentThreads lent) {
        this(stock, limits, eye, Timer.start(), new Lanes(lent));
    }

    ShoppingCart(Stock stock, Limits limits, RoomEye eye, Timer timer, Lanes lanes) {
        this.stock = stock;
        this.lanes = lanes;
        this.waitingRoom = new WaitingRoom(limits, timer, lanes, eye, Heap.ofThisJvm(), stock::watch, stock::unwatch);
        stock.subscribe(level -> waitingRoom.wake(level.sku(), level));
    }

    /**
     * Joins the waiting room, unless there is already news since what the viewer knows; both are decided in one step, so
     * no change is missed. The viewer is told on its lane, perhaps before the stage completes. With a wait of zero it is
     * told at once, news or not.
     *
     * @param session counts the viewer among those of this session; past the limit the oldest is answered
     * @return its seat, to leave early. Fails with UnknownItem, TurnedAway or Away
     */
    public CompletionStage<Seat> register(
            Viewer viewer, List<Watch> watches, Duration wait, @Nullable Session session) {
        if (watches.size() == 1) { // nearly everyone
            return room(watches.get(0))
                    .thenApply(room -> waitingRoom.seat(viewer, watches, List.of(room), wait, session));
        }
        CompletionStage<List<Room>> rooms = CompletableFuture.completedStage(new ArrayList<>(watches.size()));
        for (Watch watch : watches) {
            rooms = rooms.thenCombine(room(watch), (list, room) -> {
                list.add(room);
                return list;
            });
        }
        return rooms.thenApply(watched -> waitingRoom.seat(viewer, watches, watched, wait, session));
    }

    /** Puts this many units of the item into the cart, instead of what it holds of it; see {@link Stock#hold}. */
    public CompletionStage<Line> moveItemToCart(Session session, String sku, int quantity) {
        return onLane(stock.hold(session, sku, quantity));
    }

    /** Takes the item out of the cart; see {@link Stock#release}. */
    public CompletionStage<Line> removeItemFromCart(Session session, String sku) {
        return onLane(stock.release(session, sku));
    }

    /** Moves the deadline of what the cart holds of the item on; see {@link Stock#extend}. */
    public CompletionStage<Line> extendHold(Session session, String sku) {
        return onLane(stock.extend(session, sku));
    }

    /** Returns what is in the cart, oldest first. */
    public CompletionStage<List<Line>> getCart(Session session) {
        return onLane(stock.cart(session));
    }

    /** Returns how many units of the item a shopper could still put into a cart. */
    public CompletionStage<Long> getInventoryCount(String sku) {
        return getLevel(sku).thenApply(Level::available);
    }

    /** Returns the item's level now. */
    public CompletionStage<Level> getLevel(String sku) {
        return onLane(stock.level(sku));
    }

    /** Returns the item now, with its title. */
    public CompletionStage<Item> getItem(String sku) {
        return onLane(stock.item(sku));
    }

    /** Returns the sku of the shelf's first item: the one that is meant where none is named. */
    public CompletionStage<String> getFirstItem() {
        return onLane(stock.first());
    }

    /** Returns items in the order of their names; see {@link Stock#items}. */
    public CompletionStage<List<Item>> getItems(String after, int most) {
        return onLane(stock.items(after, most));
    }

    /** Returns items that have these words in their name or title; see {@link Stock#find}. */
    public CompletionStage<List<Item>> findItems(Search search, String after, int most) {
        return onLane(stock.find(search, after, most));
    }

    /** Says what the shop has counted of an item; see {@link Stock#set}. */
    public CompletionStage<Item> setItem(Count count, @Nullable Version expected) {
        return onLane(stock.set(count, expected));
    }

    /** Says what the shop has counted of many items, all or nothing; see {@link Stock#setAll}. */
    public CompletionStage<Void> setItems(List<Count> counts) {
        return onLane(stock.setAll(counts));
    }

    /** Adds units to what is on hand, once for each key; see {@link Stock#adjust}. */
    public CompletionStage<Level> adjustItem(String sku, long delta, String reason, String key) {
        return onLane(stock.adjust(sku, delta, reason, key));
    }

    /** Sells what is in the cart; see {@link Stock#commit}. */
    public CompletionStage<Order> checkout(Session session, String order, boolean partial) {
        return onLane(stock.commit(session, order, partial));
    }

    /** Puts sold units back on the shelf; see {@link Stock#giveBack}. */
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return onLane(stock.giveBack(order, sku, quantity, key));
    }

    /** Returns the item's movements after this number, oldest first; see {@link Stock#ledger}. */
    public CompletionStage<List<Movement>> getLedger(String sku, long after, int most) {
        return onLane(stock.ledger(sku, after, most));
    }

    /** Recomputes every level and returns what does not add up: nothing; see {@link Stock#audit}. */
    public CompletionStage<List<Finding>> audit() {
        return onLane(stock.audit());
    }

    /** Writes all that there is into a file of this machine, and returns which; see {@link Stock#backup}. */
    public CompletionStage<Path> backup() {
        return onLane(stock.backup());
    }

    /** Completes if the stock's engine works. */
    public CompletionStage<Void> check() {
        return onLane(stock.check());
    }

    /** Returns how many viewers wait. */
    public int viewers() {
        return waitingRoom.viewers();
    }

    /** Returns how many of them listen to a stream. */
    public int streams() {
        return waitingRoom.streams();
    }

    /** Tells whether there is no room for another viewer, or was none in the last minute. */
    public boolean isFull() {
        return waitingRoom.isFull();
    }

    /** Returns the time that waits and beats go by, in nanoseconds since some moment. */
    public long now() {
        return waitingRoom.now();
    }

    /** Tells whether the shop is closing: viewers are being sent away. */
    public boolean isDraining() {
        return waitingRoom.isClosing();
    }

    /**
     * Begins to close: newcomers are turned away from now on, and those who wait are answered spread over the drain time,
     * asked to come back within that time again. Carts are served as ever. Does not block.
     *
     * @return done when nobody waits any more, after the drain time at the latest
     */
    public CompletionStage<Void> drain() {
        return waitingRoom.drain();
    }

    /**
     * Answers everyone who still waits at once, turns newcomers away from then on, and waits a moment for the answers that are
     * under way. Carts are still served. May be repeated.
     */
    @Override
    public void close() {
        long start = System.nanoTime();
        while (underWay.get() > 0 && System.nanoTime() - start < LONGEST_ANSWER_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        waitingRoom.close();
    }

    private CompletionStage<Room> room(Watch watch) {
        String sku = watch.sku();
        Room known = waitingRoom.room(sku);
        if (known != null && known.isReady() && !isBehind(known, watch.since())) {
            return CompletableFuture.completedStage(known);
        }
        return stock.level(sku).thenCompose(exists -> {
            Room room = waitingRoom.open(sku);
            return stock.level(sku).thenApply(level -> {
                waitingRoom.wake(sku, level);
                return room;
            });
        });
    }

    /** Tells whether the viewer has seen more than we have: its own write, on another node. */
    private static boolean isBehind(Room room, @Nullable Version since) {
        return since != null && since.isAheadOf(room.latest().level().version());
    }

    /** Engines answer on their own thread, which must not be held up by somebody's socket. */
    private <T> CompletionStage<T> onLane(CompletionStage<T> answer) {
        underWay.incrementAndGet();
        return answer.whenCompleteAsync((result, failure) -> underWay.decrementAndGet(), lanes.next());
    }
}
