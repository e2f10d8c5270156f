package dev.liveshelf.cart;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the waiting room does for one viewer of a wake: its own part, without a byte being written. One lane. */
@State(Scope.Benchmark)
public class WakeBenchmark {

    private static final int VIEWERS = 1_000;
    private static final int TICK_MILLIS = 50;

    private final HandTimer timer = new HandTimer();
    private final Lanes lanes = new Lanes(1);
    private WaitingRoom waitingRoom;
    private Room polled;
    private CountDownLatch told = new CountDownLatch(0);
    private long version = 1;

    private final class Listener implements Viewer {
        private final boolean stays;

        Listener(boolean stays) {
            this.stays = stays;
        }

        @Override
        public void tell(List<News> changed) {
            told.countDown();
        }

        @Override
        public void end(List<News> all) {}

        @Override
        public boolean stays() {
            return stays;
        }
    }

    /** Opens two rooms; in one of them streams have sat down already. */
    @Setup
    public void open() throws InterruptedException {
        Limits limits = new Limits(Duration.ofMillis(TICK_MILLIS), Duration.ZERO, 2 * VIEWERS, 1);
        waitingRoom = new WaitingRoom(limits, timer, lanes);
        polled = waitingRoom.open("polled");
        polled.learn(level("polled"));
        Room listenedTo = waitingRoom.open("listened-to");
        listenedTo.learn(level("listened-to"));
        told = new CountDownLatch(VIEWERS);
        seat(listenedTo, "listened-to", /* stays= */ true);
        told.await();
    }

    /** Polls sit down, are told, and leave. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public void poll() throws InterruptedException {
        waitingRoom.open("polled");
        seat(polled, "polled", /* stays= */ false);
        wake("polled");
    }

    /** Streams are told, and stay. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public void stream() throws InterruptedException {
        wake("listened-to");
    }

    @TearDown
    public void close() {
        waitingRoom.close();
    }

    private void seat(Room room, String sku, boolean stays) {
        List<Room> rooms = List.of(room);
        List<Watch> watches = List.of(new Watch(sku, room.latest().level().version()));
        for (int i = 0; i < VIEWERS; i++) {
            waitingRoom.seat(new Listener(stays), watches, rooms, Duration.ofDays(1_000), null);
        }
    }

    private void wake(String sku) throws InterruptedException {
        told = new CountDownLatch(VIEWERS);
        version++;
        timer.moveMillis(TICK_MILLIS);
        waitingRoom.wake(sku, level(sku));
        told.await();
        CountDownLatch over = new CountDownLatch(1);
        // The next wake would wait for the end of this one, by a clock that stands still.
        lanes.next().execute(over::countDown);
        over.await();
    }

    private Level level(String sku) {
        return new Level(sku, new Version("k3f9ab", version), 10, 1, 0, 0, null);
    }
}
