package dev.liveshelf.stock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shelf and the carts: who holds what, and how many are left. All verbs are safe to call from any thread and never
 * block; their stages complete on a thread of the engine's own, so what is chained to them must be short and must not
 * wait, or be passed to an executor. A stage fails with a {@link Refusal} when the answer is no, and from any verb with
 * Refusal.Away when the engine cannot answer.
 *
 * <p>A hold ends at its deadline by the engine's clock: whoever asks at that moment finds the units available, and the
 * listener is told without anyone asking.
 *
 * <p>Each change is one atomic step, and a stage that has completed is durable: it survives the end of the program,
 * however sudden. Quantities are absolute, so repeating a verb changes nothing.
 */
public interface Stock extends AutoCloseable {

    /** How many idempotency keys are remembered. */
    int KEYS = 100_000;

    /** How many orders are remembered. */
    int ORDERS = 1_000_000;

    /**
     * Puts these items on the shelf, if it is empty; else changes nothing.
     *
     * @param onHand units by sku, in the order of the shelf
     */
    CompletionStage<Void> fill(Map<String, Long> onHand);

    /** Returns the sku of the item that was put on the shelf first. Refusals: UnknownItem if it is empty. */
    CompletionStage<String> first();

    /** Returns the item's level now. Refusals: UnknownItem. */
    CompletionStage<Level> level(String sku);

    /**
     * Lets the session hold this many units of the item from now on, instead of what it held before.
     * A new hold has its deadline a hold time from now; another quantity leaves the deadline where it is.
     * Refusals: UnknownItem, NotEnough, Quantity, CartFull.
     */
    CompletionStage<Line> hold(Session session, String sku, int quantity);

    /** Gives back what the session holds of the item, which may be nothing. Refusals: UnknownItem. */
    CompletionStage<Line> release(Session session, String sku);

    /**
     * Moves the deadline of what the session holds of the item on by the hold time, never past the hold's hard deadline.
     * Refusals: UnknownItem, NotHeld: an expired hold is never revived.
     */
    CompletionStage<Line> extend(Session session, String sku);

    /** Returns what the session holds, oldest first. */
    CompletionStage<List<Line>> cart(Session session);

    /** Returns the item now. Refusals: UnknownItem. */
    CompletionStage<Item> item(String sku);

    /** Returns items in the order of their names, those after this name, {@code most} of them at the most. */
    CompletionStage<List<Item>> items(String after, int most);

    /**
     * Returns items that have these words in their name or title, in the order of their names, those after this name, {@code
     * most} of them at the most. Looks through all items, so it may take some hundredths of a second, but nobody else waits
     * for it. A title that another node has given a minute ago may not be found yet.
     */
    CompletionStage<List<Item>> find(Search search, String after, int most);

    /**
     * Says what the shop has counted; puts the item on the shelf if it is not there. What is so already stays as it is.
     * Refusals: BelowHeld; Changed if a version is expected and the item is at another, UnknownItem if it is not there.
     *
     * @param expected null to set it whatever it is
     */
    CompletionStage<Item> set(Count count, @Nullable Version expected);

    /**
     * Sets many items in one step: all of them or, if one is refused, none. It is one step however many there are, and
     * others wait for it: 10,000 new items took 0.1 s. Refusals: BelowHeld, with the item. Fails with
     * IllegalArgumentException if an item is there twice.
     */
    CompletionStage<Void> setAll(List<Count> counts);

    /**
     * Adds units to what is on hand (takes some away, if negative). The same key again, for the same adjustment, changes
     * nothing and returns the same level; a key is remembered until {@value #KEYS} others have come. Refusals: UnknownItem,
     * BelowHeld, KeyReused. Fails with IllegalArgumentException for numbers that cannot be.
     *
     * @param reason goes into the ledger
     */
    CompletionStage<Level> adjust(String sku, long delta, String reason, String key);

    /**
     * Sells what the session holds, under the shop's name for the order, in one step: all of it or, if the time of some
     * lines has run out within the hold limit, none. The same order again returns the same. Refusals: EmptyCart; Gone, with
     * the lines whose time is over; KeyReused if the order is another session's.
     *
     * @param partial sells what is still there, whatever is gone
     */
    CompletionStage<Order> commit(Session session, String order, boolean partial);

    /**
     * Puts units of an order back on the shelf. The same key again, for the same return, changes nothing and returns the
     * same level. Refusals: UnknownOrder, NotSold for more than the order has left of the item, KeyReused.
     */
    CompletionStage<Level> giveBack(String order, String sku, int quantity, String key);

    /**
     * Returns the item's movements after this number, oldest first, {@code most} of them at the most. Those that were
     * trimmed are gone. Refusals: UnknownItem.
     */
    CompletionStage<List<Movement>> ledger(String sku, long after, int most);

    /**
     * Recomputes every level from its ledger and its holds, and returns what does not add up: nothing. Looks at everything
     * there is, so changes may have to wait for it: for an operator's hand, not for a timer.
     */
    CompletionStage<List<Finding>> audit();

    /**
     * Writes all that there is, as of this moment, into a file of this machine, in the place of the last such file, and returns
     * which. Changes go on meanwhile. Refusals: NoBackup.
     */
    CompletionStage<Path> backup();

    /** Completes if the engine works. Refusals: Away, with the reason. */
    CompletionStage<Void> check();

    /**
     * Tells the listener of each change, after it has become durable: the newest level of the item, so that changes made
     * in quick succession may be told as one. On an engine that other programs change, it hears of what they do to items
     * that are {@linkplain #watch watched}. Called on the engine's thread, one call at a time, must not block. One
     * listener; to be set before the first change.
     */
    void subscribe(Consumer<Level> listener);

    /** Lets somebody see what the engine does. One eye; to be opened before the first change. */
    void observe(StockEye eye);

    /** Returns how the engine is, without asking it. May look at the file system: not for a thread that others wait for. */
    Vitals vitals();

    /**
     * Says that somebody waits for news of the item. An engine that others change, too, tells the listener also what they
     * do, of items that are watched. May be repeated; returns at once. Whoever has said so reads the level afterwards.
     */
    default void watch(String sku) {}

    /** Says that nobody waits for news of the item any more. */
    default void unwatch(String sku) {}

    /** Stops; verbs under way are finished, later ones are refused as Away. Waits until everything is on disk. */
    @Override
    void close();
}
