package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers that go on waiting after they were told, as event streams do. */
class StayingViewerTest {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final long SLOT_MILLIS = 250;
    private static final Limits LIMITS = new Limits(Duration.ofMillis(50), Duration.ofSeconds(5), 300, 2);

    private final HandTimer timer = new HandTimer();
    private final Lanes lanes = new Lanes(2);
    private final WaitingRoom waitingRoom = new WaitingRoom(LIMITS, timer, lanes);

    @BeforeEach
    void openTheRoomsOfPAndQ() {
        waitingRoom.open("P").learn(Level.first("P", "e", 10, 0));
        waitingRoom.open("Q").learn(Level.first("Q", "e", 5, 0));
    }

    @AfterEach
    void close() {
        waitingRoom.close();
    }

    @Test
    void isFirstToldEveryItemAndThenWhatChanges() throws Exception {
        Stream stream = new Stream(15);
        seat(stream, null);
        settle();
        assertThat(stream.heard).containsExactly("P1 Q1");

        waitingRoom.wake("Q", Level.first("Q", "e", 5, 0).holding(1));
        settle();

        assertThat(stream.heard).containsExactly("P1 Q1", "Q2");
        assertThat(waitingRoom.viewers()).isEqualTo(1);
    }

    @Test
    void aChangeWhileItIsBeingToldIsNotMissed() throws Exception {
        Stream stream = new Stream(15) {
            @Override
            public void tell(List<News> changed) {
                super.tell(changed);
                if (changed.get(0).level().version().n() == 2) {
                    timer.moveMillis(50); // a lane that is slow: the tick is over before it is done with this one
                    waitingRoom.wake("P", holding(2));
                }
            }
        };
        seat(stream, null);
        settle();

        waitingRoom.wake("P", holding(1));
        settle();
        settle(); // being told gave its lane another task

        assertThat(stream.heard).containsExactly("P1 Q1", "P2", "P3");
    }

    @Test
    void hearsABeatAsOftenAsItAsksForOne() throws Exception {
        Stream stream = new Stream(15);
        seat(stream, null);

        move(14_900);
        assertThat(stream.heard).doesNotContain("beat");
        move(400);
        assertThat(stream.heard).containsOnlyOnce("beat");
        stream.seconds = 1; // from the next beat on, which is planned already
        move(14_800);
        assertThat(stream.heard).containsExactly("P1 Q1", "beat", "beat");
        move(1_400);

        assertThat(stream.heard).containsExactly("P1 Q1", "beat", "beat", "beat");
    }

    @Test
    void endsWhenItsTimeIsOverThoughItBeats() throws Exception {
        Stream stream = new Stream(1_500);
        seat(stream, null);
        settle();

        move(LIFE.toMillis() + 400);

        assertThat(stream.heard).containsExactly("P1 Q1", "beat", "beat", "end P1 Q1");
        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void manyOfThemBeatAndNoneIsForgotten() throws Exception {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Stream stream = new Stream(1 + i % 7);
            streams.add(stream);
            seat(stream, null);
        }
        for (int second = 0; second < 420 * 2; second++) {
            timer.moveMillis(500); // the lanes put seats back into the wheel while it turns
        }
        settle();
        move(8_000);

        for (Stream stream : streams) {
            assertThat(Collections.frequency(stream.heard, "beat"))
                    .as("every %d s", stream.seconds)
                    .isPositive();
            stream.heard.clear();
        }
        for (int i = 0; i < 8; i++) {
            move(1_000);
        }
        assertThat(streams).allMatch(stream -> stream.heard.contains("beat"));
    }

    @Test
    void oneWhoFailsAtABeatLeaves() throws Exception {
        Stream stream = new Stream(15) {
            @Override
            public void beat() {
                throw new IllegalStateException("I fail at beats; this line in the log is expected");
            }
        };
        seat(stream, null);

        move(15_400);

        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void oneWhoFailsWhenToldLeaves() throws Exception {
        Stream stream = new Stream(15) {
            @Override
            public void tell(List<News> changed) {
                super.tell(changed);
                if (changed.get(0).level().version().n() == 2) {
                    throw new IllegalStateException("I fail when told; this line in the log is expected");
                }
            }
        };
        seat(stream, null);
        settle();
        assertThat(waitingRoom.viewers()).isEqualTo(1);

        waitingRoom.wake("P", holding(1));
        settle();

        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void countsAmongTheViewersOfItsSession() throws Exception {
        Session session = new Session("tabs");
        List<Stream> tabs = List.of(new Stream(15), new Stream(15), new Stream(15));

        for (Stream tab : tabs) {
            seat(tab, session);
            settle();
        }

        assertThat(tabs.get(0).heard).containsExactly("P1 Q1", "end P1 Q1");
        assertThat(tabs.get(1).heard).containsExactly("P1 Q1");
    }

    @Test
    void isNoneOfTheHerd() throws Exception {
        for (int i = 0; i < 100; i++) {
            seat(new Stream(15), null);
        }
        RecordingViewer poll = new RecordingViewer();
        waitingRoom.seat(poll, List.of(new Watch("P", null)), List.of(room("P")), LIFE, null);

        waitingRoom.wake("P", Level.first("P", "e", 10, 0).holding(1));
        settle();

        assertThat(poll.heard()).hasSize(1);
        assertThat(poll.pollAfter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15_000, 15_250})
    void closingEndsIt(int millis) throws Exception {
        List<Stream> streams =
                IntStream.range(0, 100).mapToObj(i -> new Stream(15)).toList();
        for (Stream stream : streams) {
            seat(stream, null);
        }
        timer.moveMillis(millis); // some may be on their way back into the wheel

        waitingRoom.close();

        assertThat(streams).allMatch(stream -> stream.heard.contains("end P1 Q1"));
        assertThat(waitingRoom.viewers()).isZero();
    }

    private void seat(Stream stream, Session session) {
        waitingRoom.seat(stream, List.of(watch("P"), watch("Q")), List.of(room("P"), room("Q")), LIFE, session);
    }

    private Room room(String sku) {
        return waitingRoom.room(sku);
    }

    private static Watch watch(String sku) {
        return new Watch(sku, new Version("e", 1));
    }

    private static Level holding(int units) {
        Level level = Level.first("P", "e", 10, 0);
        for (int i = 0; i < units; i++) {
            level = level.holding(1);
        }
        return level;
    }

    /** Moves the clock from slot to slot: a lane that lags would plan the next beat by the time of a later one. */
    private void move(long millis) throws InterruptedException {
        for (long rest = millis; rest > 0; rest -= SLOT_MILLIS) {
            timer.moveMillis(Math.min(rest, SLOT_MILLIS));
            settle();
        }
    }

    private void settle() throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(lanes.all().size());
        lanes.all().forEach(lane -> lane.execute(settled::countDown));
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Writes down what it hears: {@code P1} for item P at version 1. */
    private static class Stream implements Viewer {

        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private volatile int seconds;

        Stream(int seconds) {
            this.seconds = seconds;
        }

        @Override
        public boolean stays() {
            return true;
        }

        @Override
        public void tell(List<News> changed) {
            heard.add(describe(changed));
        }

        @Override
        public void end(List<News> all) {
            heard.add("end " + describe(all));
        }

        @Override
        public void beat() {
            heard.add("beat");
        }

        @Override
        public Duration untilBeat() {
            return Duration.ofSeconds(seconds);
        }

        private static String describe(List<News> news) {
            return String.join(
                    " ",
                    news.stream()
                            .map(each ->
                                    each.level().sku() + each.level().version().n())
                            .toList());
        }
    }
}
