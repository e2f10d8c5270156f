package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an eye on the waiting room sees. */
@Timeout(30)
class RoomEyeTest {

    private static final Limits LIMITS = new Limits(Duration.ofMillis(50), Duration.ofSeconds(5), 5, 5);

    private final HandTimer timer = new HandTimer();
    private final Lanes lanes = new Lanes(2);
    private final Counting eye = new Counting();
    private final WaitingRoom waitingRoom =
            new WaitingRoom(LIMITS, timer, lanes, eye, Heap.ENDLESS, sku -> {}, sku -> {});

    @BeforeEach
    void openTheRoomOfP() {
        waitingRoom.open("P").learn(level(1));
    }

    @AfterEach
    void close() {
        waitingRoom.close();
    }

    @Test
    void aWakeIsOverWhenTheSlowestOfAllLanesHasToldItsLastViewer() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        seat(new RecordingViewer());
        seat(new HeldUp(mayGoOn));
        seat(new RecordingViewer());

        waitingRoom.wake("P", level(2));
        await().until(() -> eye.told.get() == 2);
        timer.moveMillis(7);
        assertThat(eye.untold()).isEqualTo(1);
        assertThat(eye.wakes).hasValue(0);
        mayGoOn.countDown();

        await().until(() -> eye.wakes.get() == 1);
        assertThat(eye.nanos).hasValue(7_000_000);
        assertThat(eye.untold()).isZero();
    }

    @Test
    void aChangeThatNobodyWaitsForIsNoWake() {
        waitingRoom.wake("P", level(2));

        assertThat(eye.wakes).hasValue(0);
    }

    @Test
    void whoIsSentAwayByTheClosingIsSeen() {
        seat(new RecordingViewer());
        seat(new RecordingViewer(/* stays= */ true));

        waitingRoom.close();

        assertThat(eye.sentAway).hasValue(2);
    }

    @Test
    void whoIsToldNewsDuringADrainIsNotSentAway() {
        seat(new RecordingViewer());
        waitingRoom.drain();
        waitingRoom.wake("P", level(2));
        await().until(() -> waitingRoom.viewers() == 0);

        timer.moveMillis(5_000);
        waitingRoom.close();

        assertThat(eye.sentAway).hasValue(0);
    }

    @Test
    void streamsAreCountedApart() {
        seat(new RecordingViewer());
        seat(new RecordingViewer());
        Seat stream = seat(new RecordingViewer(/* stays= */ true));
        assertThat(waitingRoom.viewers()).isEqualTo(3);
        assertThat(waitingRoom.streams()).isEqualTo(1);

        stream.leave();

        assertThat(waitingRoom.viewers()).isEqualTo(2);
        assertThat(waitingRoom.streams()).isZero();
    }

    @Test
    void aRoomThatTurnedSomebodyAwayCountsAsFullForAMinute() {
        for (int i = 0; i < 5; i++) {
            assertThat(waitingRoom.isFull()).isFalse();
            seat(new RecordingViewer());
        }
        assertThat(waitingRoom.isFull()).isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> seat(new RecordingViewer()))
                .isInstanceOf(TurnedAway.class);

        waitingRoom.wake("P", level(2));
        await().until(() -> waitingRoom.viewers() == 0);
        assertThat(waitingRoom.isFull()).isTrue();
        timer.moveMillis(60_000);

        assertThat(waitingRoom.isFull()).isFalse();
    }

    private Seat seat(Viewer viewer) {
        return waitingRoom.seat(
                viewer,
                List.of(new Watch("P", level(1).version())),
                List.of(waitingRoom.room("P")),
                Duration.ofMinutes(5),
                null);
    }

    private static Level level(long version) {
        return new Level("P", new Version("e", version), 100 - version, 0, 0, 0, null);
    }

    /** A viewer who takes its time. */
    private record HeldUp(CountDownLatch mayGoOn) implements Viewer {
        @Override
        public void tell(List<News> changed) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end(List<News> all) {}
    }

    private static final class Counting implements RoomEye {
        private final AtomicInteger called = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();
        private final AtomicInteger more = new AtomicInteger();
        private final AtomicInteger wakes = new AtomicInteger();
        private final AtomicInteger sentAway = new AtomicInteger();
        private final AtomicLong nanos = new AtomicLong();

        int untold() {
            return called.get() + more.get() - told.get();
        }

        @Override
        public void calls(int viewers) {
            called.addAndGet(viewers);
        }

        @Override
        public void told() {
            told.incrementAndGet();
        }

        @Override
        public void served(int calledHere, int toldHere) {
            more.addAndGet(toldHere - calledHere);
        }

        @Override
        public void woke(long took) {
            nanos.set(took);
            wakes.incrementAndGet();
        }

        @Override
        public void sentAway() {
            sentAway.incrementAndGet();
        }
    }
}
