package dev.liveshelf.cart;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rooms of all items, who sits in them, and the lanes and wheels that serve them. Never blocks but in close. */
final class WaitingRoom {

    /** How exactly short waits end; long ones end at a {@link Chime}, which is of the same clock. */
    private static final Duration SLOT = Duration.ofMillis(250);

    private static final int SLOTS = 256;
    private static final Duration WHEN_FULL = Duration.ofSeconds(5);
    private static final long STAYS_FULL = Duration.ofMinutes(1).toNanos();

    private final Limits limits;
    private final Timer timer;
    private final Lanes lanes;

    /** One for each lane. */
    private final List<Wheel> wheels;

    private final Sessions sessions;
    private final RoomEye eye;
    private final Consumer<String> opened;
    private final Consumer<String> closed;
    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger viewers = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    /** When somebody was turned away for want of room; long ago at first. */
    private volatile long full;

    private volatile boolean crowded;
    private volatile boolean closing;

    /** One for all seats: each would have its own, 16 bytes. */
    private final Consumer<Seat> onLeave = this::left;

    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    WaitingRoom(Limits limits, Timer timer, Lanes lanes) {
        this(limits, timer, lanes, RoomEye.CLOSED, Heap.ENDLESS, sku -> {}, sku -> {});
    }

    /**
     * Starts the wheels.
     *
     * @param eye sees whatever happens
     * @param heap what viewers wait in
     * @param opened hears of each item whose room is opened, before it is
     * @param closed hears of each item whose room was left by everyone a while ago; of one item after the other
     */
    WaitingRoom(
            Limits limits,
            Timer timer,
            Lanes lanes,
            RoomEye eye,
            Heap heap,
            Consumer<String> opened,
            Consumer<String> closed) {
        this.limits = limits;
        this.timer = timer;
        this.lanes = lanes;
        this.eye = eye;
        this.full = timer.now() - STAYS_FULL;
        this.opened = opened;
        this.closed = closed;
        this.sessions = new Sessions(limits.viewersPerSession());
        long now = timer.now();
        this.wheels = lanes.all().stream()
                .map(lane -> new Wheel(lane, SLOTS, SLOT.toNanos(), now, this::comeDue))
                .toList();
        timer.every(
                SLOT.toNanos(),
                () -> { // one after the other: each wake of the timer's thread costs more than a look
                    Lane.attempt(() -> wheels.forEach(wheel -> wheel.turn(timer.now())));
                    Lane.attempt(() -> crowded = heap.isNearlyFull(viewers.get()));
                });
        timer.every(Room.REST, this::closeEmptyRooms);
    }

    int viewers() {
        return viewers.get();
    }

    /** Returns how many of them stay when they are told. */
    int streams() {
        return streams.get();
    }

    /** Tells whether there is no room, or was none for somebody in the last minute. */
    boolean isFull() {
        return viewers.get() >= limits.viewers() || timer.now() - full < STAYS_FULL;
    }

    /** Returns the time that waits go by, in nanoseconds since some moment. */
    long now() {
        return timer.now();
    }

    boolean isClosing() {
        return closing;
    }

    /** Returns an item's room, and keeps it open for a while; null if it is not open. */
    @Nullable
    Room room(String sku) {
        Room room = rooms.get(sku);
        return room != null && room.use(timer.now()) ? room : null;
    }

    /** Opens an item's room, for a level that is read after it was opened: what changes in between is then not missed. */
    Room open(String sku) {
        long now = timer.now();
        return rooms.compute(sku, (item, room) -> {
            if (room != null && room.use(now)) {
                return room;
            }
            opened.accept(item);
            return new Room(lanes, eye, now);
        });
    }

    /**
     * Gives the viewer a seat, then looks whether there is news for it already.
     *
     * @param watched rooms whose level is known, one for each watch
     * @throws TurnedAway if the room is full or closing
     */
    Seat seat(Viewer viewer, List<Watch> watches, List<Room> watched, Duration wait, @Nullable Session session) {
        if (closing) {
            throw new TurnedAway("The shop is closing for a moment", limits.drain());
        }
        if (crowded && !wait.isZero()) {
            throw new TurnedAway("There is no memory for another viewer", WHEN_FULL);
        }
        if (viewers.incrementAndGet() > limits.viewers()) {
            viewers.decrementAndGet();
            full = timer.now();
            throw new TurnedAway("The waiting room is full", WHEN_FULL);
        }
        if (viewer.stays()) {
            streams.incrementAndGet();
        }
        long now = timer.now();
        Seat seat = new Seat(viewer, lanes.next(), session, Chime.end(now, wait.toNanos()), onLeave);
        for (int i = 0; i < watches.size(); i++) {
            watched.get(i).forgetReturned(now);
            seat.watch(watched.get(i), watches.get(i).since());
        }
        boolean stays = !wait.isZero();
        if (stays) {
            seat.plan(now);
            seat.sitDown(wheel(seat));
            limit(session, seat);
        }
        if (!stays || closing) {
            seat.lane.execute(seat::tell);
            seat.endSoon();
        } else if (seat.hasNews()) { // looked at after sitting down: whoever changes it later sees us
            seat.tellAtOnce(now);
        }
        return seat;
    }

    /** Tells everyone in the item's room of this level, now or when the tick is over. Any thread. */
    void wake(String sku, Level level) {
        Room room = rooms.get(sku);
        if (room == null || !room.learn(level)) {
            return;
        }
        dispatch(room, room.planWake(timer.now()));
    }

    /**
     * Turns newcomers away, and answers those who wait one after the other, spread over the drain time; each is asked to come
     * back within that time again. Whoever is told news meanwhile is asked the same. Returns at once.
     *
     * @return done when nobody waits any more, or when the time is over
     */
    CompletionStage<Void> drain() {
        beginClosing();
        long time = limits.drain().toNanos();
        for (int lane = 0; lane < wheels.size(); lane++) {
            List<Seat> seated = wheels.get(lane).seats();
            int all = seated.size() * wheels.size();
            for (int i = 0; i < seated.size(); i++) {
                Seat seat = seated.get(i);
                long place = (long) i * wheels.size() + lane; // lanes take turns
                timer.after(time * place / all, () -> seat.lane.execute(() -> sendAway(seat)));
            }
        }
        timer.after(time, () -> drained.complete(null));
        if (viewers.get() == 0) {
            drained.complete(null);
        }
        return drained;
    }

    /** Answers whoever still waits, then ends all threads. Waits for that. May be repeated. */
    void close() {
        beginClosing();
        wheels.forEach(Wheel::endAll);
        lanes.close();
        timer.close();
    }

    private void beginClosing() {
        closing = true;
        rooms.values().forEach(room -> room.askBackWithin(limits.drain()));
    }

    /** On the seat's lane. */
    private void sendAway(Seat seat) {
        if (!seat.hasLeft()) {
            eye.sentAway();
        }
        seat.end();
    }

    private void closeEmptyRooms() {
        for (String sku : rooms.keySet()) {
            rooms.computeIfPresent(sku, (item, room) -> {
                if (!room.closeIfLeft(timer.now())) {
                    return room;
                }
                closed.accept(item);
                return null;
            });
        }
    }

    private void limit(@Nullable Session session, Seat seat) {
        if (session == null) {
            return;
        }
        Seat oldest = sessions.add(session, seat);
        if (oldest != null) {
            oldest.endSoon();
        }
        if (seat.hasLeft()) {
            sessions.remove(session, seat);
        }
    }

    /** On the seat's lane. Its wheel no longer has it. */
    private void comeDue(Seat seat) {
        if (closing) {
            sendAway(seat);
            return;
        }
        seat.comeDue(timer.now());
        if (!seat.hasLeft()) {
            wheel(seat).add(seat);
            if (closing) { // looked at after adding: whoever closes later sees us
                seat.endSoon();
            }
        }
    }

    private Wheel wheel(Seat seat) {
        return wheels.get(seat.lane.number());
    }

    private void left(Seat seat) {
        if (viewers.decrementAndGet() == 0 && closing) {
            drained.complete(null);
        }
        if (seat.stays()) {
            streams.decrementAndGet();
        }
        if (seat.session != null) {
            sessions.remove(seat.session, seat);
        }
    }

    /** Has everyone told after so many nanoseconds; not at all if they are less than 0. */
    private void dispatch(Room room, long delay) {
        if (delay == 0) {
            dispatch(room);
        } else if (delay > 0) {
            timer.after(delay, () -> dispatch(room));
        }
    }

    private void dispatch(Room room) {
        long began = timer.now();
        if (room.beginWake(began, limits.tick().toNanos())) {
            Wake wake = new Wake(eye, timer, took -> dispatch(room, room.endWake(began, timer.now(), took)));
            room.corners().forEach(corner -> corner.call(wake));
            wake.done();
        }
    }
}
