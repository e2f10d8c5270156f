package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stock in Redis or Valkey, shared by every node that uses the same. A change of one item is one script there; a change
 * of several is a {@link Deals deal}, which is done everywhere or nowhere. The time is Redis's own.
 *
 * <p>A node may die at any moment: what it had begun is ended by whoever meets it, or by the others' sweepers within some
 * seconds.
 */
public final class RedisStock implements MovableStock {

    private static final long LONGEST_CLOSE_MILLIS = 2_500;

    private final Timer timer;
    private final Redis redis;
    private final Rules rules;
    private final Door door;
    private final Desk desk;
    private final Teller teller;
    private final Deals deals;
    private final Items items;
    private final Settler settler;
    private final Carts carts;
    private final Shelf shelf;
    private final Moving moving;
    private final Keys keys;
    private final Checkout checkout;
    private final CountMany countMany;
    private final Lookout lookout;

    private RedisStock(
            Redis redis, Timer timer, Nonces nonces, Rules rules, @Nullable Clock clock, UnaryOperator<Wire> way) {
        this.redis = redis;
        this.timer = timer;
        this.rules = rules;
        Patience patience = new Patience(timer);
        door = new Door(patience);
        desk = new Desk(way.apply(redis), clock);
        teller = new Teller(level -> alarm().accept(level));
        Channels channels = redis.channels();
        deals = new Deals(desk, timer::pause);
        items = new Items(desk, rules, deals, teller, channels, redis.epoch()::get);
        settler = new Settler(deals, items);
        carts = new Carts(desk, rules, items, deals, settler, timer::pause);
        shelf = new Shelf(desk, items, nonces, new Titles(desk, timer), redis.epoch()::learn);
        moving = new Moving(shelf, items, carts);
        keys = new Keys(desk, items, nonces);
        checkout = new Checkout(deals, items, settler, carts, nonces);
        countMany = new CountMany(deals, items, settler, shelf, nonces);
        lookout = new Lookout(desk, items, teller, redis.news(), channels, timer);
        redis.onBack(this::back);
        lookout.start();
        patience.start();
        new Sweeper(settler, timer).start();
    }

    /**
     * Connects to Redis. Waits for it.
     *
     * @param uri {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; several
     *     {@code host:port}, with commas in between, for nodes of a Cluster; {@code redis-sentinel://host:port#name}
     * @throws IllegalArgumentException if that is no such address
     * @throws IllegalStateException if nobody answers there, or one that cannot be trusted with a stock; the message says
     *     what to do. No message has the password in it
     */
    public static RedisStock open(String uri, Rules rules) {
        return open(uri, rules, 0);
    }

    /**
     * The same, and an answer waits until so many replicas have what was changed: on their disks and the primary's own, where
     * Redis can tell that and writes at once, else in memory. What too few confirm fails as Away: it is done, and may be lost
     * or not.
     */
    public static RedisStock open(String uri, Rules rules, int replicas) {
        return open(uri, rules, null, replicas, wire -> wire);
    }

    /**
     * For tests.
     *
     * @param clock says what time it is, instead of Redis; null: Redis does
     * @param way is put between us and Redis
     */
    static RedisStock open(String uri, Rules rules, @Nullable Clock clock, UnaryOperator<Wire> way) {
        return open(uri, rules, clock, 0, way);
    }

    private static RedisStock open(
            String uri, Rules rules, @Nullable Clock clock, int replicas, UnaryOperator<Wire> way) {
        Timer timer = new Timer();
        Nonces nonces = new Nonces();
        try {
            Redis redis = Redis.open(Address.parse(uri), timer, nonces, replicas);
            return new RedisStock(redis, timer, nonces, rules, clock, way);
        } catch (RuntimeException | Error refusal) {
            timer.close();
            throw refusal;
        }
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return door.enter(() -> {
            onHand.forEach(
                    (sku, units) -> new Count(sku, units, null, null)); // all of them, before the first is written
            return shelf.fill(onHand);
        });
    }

    @Override
    public CompletionStage<String> first() {
        return door.enter(shelf::first);
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return item(sku).thenApply(Item::level);
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        return door.serve(() -> ask(sku, Step.look()).thenApply(reply -> shelf.item(sku, reply)));
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        return door.enter(() -> shelf.items(after, most));
    }

    @Override
    public CompletionStage<List<Item>> find(Search search, String after, int most) {
        return door.enter(() -> shelf.find(search, after, most));
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        long now = System.nanoTime();
        return door.serve(() -> {
            rules.checkQuantity(quantity);
            // Nothing is noted for items that are not there: anybody can ask for those.
            CompletionStage<Void> known = shelf.knows(sku)
                    ? CompletableFuture.completedFuture(null)
                    : ask(sku, Step.look()).thenAccept(is -> shelf.seen(sku));
            return known.thenCompose(is -> carts.hold(
                            session,
                            sku,
                            quantity,
                            Step.end(now),
                            () -> ask(sku, Step.hold(session, quantity).askedAt(now))))
                    .whenComplete((reply, refusal) -> {
                        if (refusal != null) {
                            carts.tidyLater(session);
                        }
                    })
                    .thenApply(reply -> line(session, sku, reply));
        });
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        long now = System.nanoTime();
        return door.serve(() -> ask(sku, Step.release(session).askedAt(now)).thenApply(reply -> {
            carts.tidyLater(session);
            return line(session, sku, reply);
        }));
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        long now = System.nanoTime();
        return door.serve(
                () -> ask(sku, Step.extend(session).askedAt(now)).thenApply(reply -> line(session, sku, reply)));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return door.serve(() -> carts.read(session));
    }

    @Override
    public CompletionStage<Item> set(Count count, @Nullable Version expected) {
        String sku = count.sku();
        String version = expected == null ? "" : expected.toString();
        long now = System.nanoTime();
        return door.serve(() -> items.ask(
                        sku, Step.set(count, /* creates= */ false, version).askedAt(now))
                .thenCompose(reply -> reply.is("unknown") && expected == null
                        ? shelf.register(List.of(sku))
                                .thenCompose(named -> ask(
                                        sku,
                                        Step.set(count, /* creates= */ true, version)
                                                .askedAt(now)))
                        : CompletableFuture.completedFuture(checked(sku, reply)))
                .thenApply(reply -> shelf.item(sku, reply)));
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return door.enter(() -> countMany.setAll(counts).thenAccept(done -> counts.forEach(shelf::saw)));
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        String request = "adjust " + sku + " " + delta + " " + reason;
        long now = System.nanoTime();
        return door.serve(() -> {
            checkName(sku);
            return keys.once(
                            key,
                            sku,
                            request,
                            nonce -> Step.adjust(key, nonce, delta, reason).askedAt(now))
                    .thenApply(reply -> level(sku, reply));
        });
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return door.serve(() -> checkout.commit(session, order, partial).thenApply(made -> {
            carts.tidyLater(session);
            return made;
        }));
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        String request = "return " + order + " " + sku + " " + quantity;
        long now = System.nanoTime();
        return door.serve(() -> deals.read(Checkout.ORDER + order).thenCompose(record -> {
            if (!Level.isName(sku)) {
                throw notSold(record, 0);
            }
            return keys.once(
                            key,
                            sku,
                            request,
                            nonce -> Step.giveBack(key, nonce, order, quantity).askedAt(now))
                    .thenApply(reply -> {
                        if (reply.is("notsold")) {
                            throw notSold(record, Integer.parseInt(reply.text(1)));
                        }
                        return level(sku, reply);
                    });
        }));
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return door.enter(() -> ask(sku, Step.ledger(after, most))
                .thenApply(reply -> reply.list(2).texts().stream()
                        .map(line -> Texts.movement(sku, reply.text(1), line))
                        .toList()));
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return door.enter(() -> new Audit(shelf, items).run());
    }

    @Override
    public CompletionStage<Path> backup() {
        return CompletableFuture.failedStage(
                new Refusal.NoBackup("The stock is in Redis. Back that up: BGSAVE, and its dump"));
    }

    @Override
    public CompletionStage<List<Parcel>> pack(String after, int most) {
        return door.enter(() -> moving.pack(after, most));
    }

    @Override
    public CompletionStage<Void> moveIn(String load, @Nullable String first) {
        return door.enter(() -> moving.begin(load, first));
    }

    @Override
    public CompletionStage<Void> unpack(List<Parcel> parcels) {
        return door.enter(() -> moving.unpack(parcels));
    }

    @Override
    public CompletionStage<Void> movedIn() {
        return door.enter(moving::end);
    }

    /** Also ends what is overdue of all that is watched, as the timer does. */
    @Override
    public CompletionStage<Void> check() {
        return door.enter(() -> desk.look(Script.SHELF, Places.SHELF, "first")
                .thenCompose(answered -> lookout.attend())
                .thenApply(ended -> null));
    }

    @Override
    public void subscribe(Consumer<Level> listener) {
        teller.subscribe(listener);
    }

    @Override
    public void observe(StockEye eye) {
        items.observe(eye);
    }

    @Override
    public Vitals vitals() {
        return redis.vitals();
    }

    @Override
    public void watch(String sku) {
        if (Level.isName(sku)) {
            lookout.add(sku);
        }
    }

    @Override
    public void unwatch(String sku) {
        lookout.remove(sku);
    }

    @Override
    public void close() {
        door.close(LONGEST_CLOSE_MILLIS);
        redis.close();
        timer.close();
    }

    /** For tests, which do not wait for the sweeper. */
    Settler settler() {
        return settler;
    }

    /** For tests, which set its clock. */
    Desk desk() {
        return desk;
    }

    private static Refusal notSold(Deal record, int left) {
        return record.isDecided() ? new Refusal.NotSold(left) : new Refusal.UnknownOrder();
    }

    /** Does a step with an item. Refusals: as scripts say. */
    private CompletableFuture<Reply> ask(String sku, Step step) {
        checkName(sku);
        return items.ask(sku, step).thenApply(reply -> checked(sku, reply));
    }

    private static void checkName(String sku) {
        if (!Level.isName(sku)) {
            throw new Refusal.UnknownItem();
        }
    }

    /** @throws Refusal if that is what was answered */
    private static Reply checked(String sku, Reply reply) {
        return switch (reply.text(0)) {
            case "ok" -> reply;
            case "unknown" -> throw new Refusal.UnknownItem();
            case "short" -> throw new Refusal.NotEnough(Texts.level(sku, reply.text(1)));
            case "nothold" -> throw new Refusal.NotHeld(Texts.level(sku, reply.text(1)));
            case "below" -> throw new Refusal.BelowHeld(Texts.level(sku, reply.text(1)));
            case "changed" -> throw new Refusal.Changed(Texts.level(sku, reply.text(1)));
            case "impossible" -> throw new IllegalArgumentException("Units on hand go from 0 to " + Level.MOST_UNITS);
            default -> throw new IllegalStateException("Not an answer: " + reply);
        };
    }

    private static Line line(Session session, String sku, Reply reply) {
        return Texts.line(session, sku, reply.text(1), reply.text(2));
    }

    private static Level level(String sku, Reply reply) {
        return Texts.level(sku, checked(sku, reply).text(1));
    }

    private Consumer<Level> alarm() {
        return lookout.alarm();
    }

    /** Redis is there again: what was known of it may be old. */
    private void back() {
        shelf.forget();
        lookout.lookAgain();
    }
}
