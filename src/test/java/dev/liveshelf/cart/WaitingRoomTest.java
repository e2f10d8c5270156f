package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final Limits LIMITS = new Limits(TICK, Duration.ofSeconds(5), 100, 2);

    private final HandTimer timer = new HandTimer();
    private final Lanes lanes = new Lanes(2);
    private final WaitingRoom waitingRoom = new WaitingRoom(LIMITS, timer, lanes);
    private final RecordingViewer viewer = new RecordingViewer();

    @BeforeEach
    void openTheRoomsOfPAndQ() {
        waitingRoom.open("P").learn(level("P", 1));
        waitingRoom.open("Q").learn(level("Q", 1));
    }

    @AfterEach
    void close() {
        waitingRoom.close();
    }

    @Test
    void aRoomThatEveryoneLeftIsClosedAfterAWhile() throws Exception {
        List<String> heard = new ArrayList<>();
        WaitingRoom another = new WaitingRoom(
                LIMITS,
                timer,
                lanes,
                RoomEye.CLOSED,
                Heap.ENDLESS,
                sku -> heard.add("open " + sku),
                sku -> heard.add("close " + sku));
        another.open("P").learn(level("P", 1));
        another.open("P");
        another.open("Q").learn(level("Q", 1));
        another.seat(viewer, List.of(watch("P", 1)), List.of(another.open("P")), Duration.ofMinutes(5), null);

        timer.moveMillis(45_000);
        assertThat(another.room("Q")).isNotNull();
        timer.moveMillis(59_000);
        assertThat(heard).containsExactly("open P", "open Q");
        timer.moveMillis(61_000);

        assertThat(heard).containsExactly("open P", "open Q", "close Q");
        assertThat(another.room("Q")).isNull();
        another.wake("P", level("P", 2));
        assertThat(heard(viewer)).containsExactly("P@2=98");
        timer.moveMillis(180_000);
        assertThat(heard).containsExactly("open P", "open Q", "close Q", "close P");
        another.open("Q").learn(level("Q", 5));
        assertThat(heard).endsWith("open Q");
    }

    @Test
    void whoKnowsTheLatestWaits() throws Exception {
        seat(viewer, watch("P", 1));

        assertThat(heard(viewer)).isEmpty();
        assertThat(waitingRoom.viewers()).isEqualTo(1);
    }

    @Test
    void whoKnowsAnotherVersionIsToldAtOnce() throws Exception {
        seat(viewer, new Watch("P", Version.NONE));

        assertThat(heard(viewer)).containsExactly("P@1=99");
        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void whoNamesNoVersionWaitsForTheNextChange() throws Exception {
        seat(viewer, new Watch("P", null));
        assertThat(heard(viewer)).isEmpty();

        waitingRoom.wake("P", level("P", 2));

        assertThat(heard(viewer)).containsExactly("P@2=98");
    }

    @Test
    void aChangeIsToldToEveryoneWhoWaitsOnce() throws Exception {
        List<RecordingViewer> viewers = seats(20);

        waitingRoom.wake("P", level("P", 2));

        for (RecordingViewer each : viewers) {
            assertThat(heard(each)).containsExactly("P@2=98");
        }
        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void anotherItemsChangeIsNoNews() throws Exception {
        seat(viewer, watch("P", 1));

        waitingRoom.wake("Q", level("Q", 2));

        assertThat(heard(viewer)).isEmpty();
    }

    @Test
    void changesWithinATickAreToldAsOneWhenItIsOver() throws Exception {
        RecordingViewer stream = new RecordingViewer(/* stays= */ true);
        seat(stream, watch("P", 1));
        assertThat(heard(stream)).containsExactly("P@1=99");

        waitingRoom.wake("P", level("P", 2)); // quiet until now: told at once
        assertThat(heard(stream)).containsExactly("P@1=99", "P@2=98");
        waitingRoom.wake("P", level("P", 3));
        waitingRoom.wake("P", level("P", 4));
        timer.moveMillis(49);
        assertThat(heard(stream)).hasSize(2);
        timer.moveMillis(1);

        assertThat(heard(stream)).containsExactly("P@1=99", "P@2=98", "P@4=96");
    }

    @Test
    void aWakeThatComesLateTellsNobodyWhatTheyKnow() throws Exception {
        waitingRoom.wake("P", level("P", 2));
        waitingRoom.wake("P", level("P", 3)); // due in a tick
        seat(viewer, watch("P", 3));

        timer.moveMillis(50);
        assertThat(heard(viewer)).isEmpty();

        waitingRoom.wake("P", level("P", 4));
        timer.moveMillis(50);
        assertThat(heard(viewer)).containsExactly("P@4=96");
    }

    @Test
    void aLevelThatComesLateDoesNotTurnTheCountBack() throws Exception {
        waitingRoom.wake("P", level("P", 3));
        seat(viewer, watch("P", 3));

        waitingRoom.wake("P", level("P", 2));
        timer.moveMillis(100);

        assertThat(heard(viewer)).isEmpty();
    }

    @Test
    void anotherEpochIsNewsWhateverItsNumber() throws Exception {
        waitingRoom.wake("P", level("P", 7));
        seat(viewer, watch("P", 7));

        waitingRoom.wake("P", Level.first("P", "other", 50, 0));
        timer.moveMillis(50);

        assertThat(heard(viewer)).containsExactly("P@1=50");
    }

    @Test
    void aWaitEndsWithTheLevelAsItIs() throws Exception {
        seat(viewer, watch("P", 1));

        timer.moveMillis(24_900);
        assertThat(heard(viewer)).isEmpty();
        timer.moveMillis(400);

        assertThat(heard(viewer)).containsExactly("end P@1=99");
        assertThat(waitingRoom.viewers()).isZero();
    }

    @Test
    void longWaitsEndTogetherAndNotTooLate() throws Exception {
        RecordingViewer next = new RecordingViewer();
        timer.moveMillis(100);
        seat(viewer, watch("P", 1));
        timer.moveMillis(700);
        seat(next, watch("P", 1));

        timer.moveMillis(23_999);
        assertThat(heard(viewer)).isEmpty();
        assertThat(heard(next)).isEmpty();
        timer.moveMillis(201);

        assertThat(heard(viewer)).containsExactly("end P@1=99");
        assertThat(heard(next)).containsExactly("end P@1=99");
    }

    @Test
    void aWaitOfZeroIsAnsweredNewsOrNot() throws Exception {
        waitingRoom.seat(viewer, List.of(watch("P", 1)), rooms("P"), Duration.ZERO, null);

        assertThat(heard(viewer)).containsExactly("end P@1=99");
    }

    @Test
    void aWaitOfZeroHearsOnlyWhatIsNewsIfAnythingIs() throws Exception {
        waitingRoom.wake("Q", level("Q", 2));
        List<Room> both = List.of(waitingRoom.room("P"), waitingRoom.room("Q"));

        waitingRoom.seat(viewer, List.of(watch("P", 1), watch("Q", 1)), both, Duration.ZERO, null);

        assertThat(heard(viewer)).containsExactly("Q@2=98");
    }

    @Test
    void ofSeveralItemsOnlyThoseThatChangedAreTold() throws Exception {
        seat(viewer, watch("P", 1), watch("Q", 1));

        waitingRoom.wake("Q", level("Q", 2));

        assertThat(heard(viewer)).containsExactly("Q@2=98");
        assertThat(waiting("P")).isZero();
    }

    @Test
    void atTheEndOfTheWaitAllItemsAreTold() throws Exception {
        seat(viewer, watch("P", 1), watch("Q", 1));

        timer.moveMillis(26_000);

        assertThat(heard(viewer)).containsExactly("end P@1=99 Q@1=99");
    }

    @Test
    void whoLeavesIsInNoListAnyMore() throws Exception {
        Seat seat = seat(viewer, watch("P", 1), watch("Q", 1));

        assertThat(seat.leave()).isTrue();
        assertThat(seat.leave()).isFalse();

        assertThat(waiting("P") + waiting("Q")).isZero();
        assertThat(waitingRoom.viewers()).isZero();
        timer.moveMillis(60_000);
        assertThat(heard(viewer)).isEmpty();
    }

    @Test
    void oneBadViewerStopsNobody() throws Exception {
        List<RecordingViewer> before = seats(4);
        for (int i = 0; i < 2; i++) {
            seat(new BadViewer(), watch("P", 1));
        }
        List<RecordingViewer> after = seats(4);

        waitingRoom.wake("P", level("P", 2));

        for (RecordingViewer each : before) {
            assertThat(heard(each)).containsExactly("P@2=98");
        }
        for (RecordingViewer each : after) {
            assertThat(heard(each)).containsExactly("P@2=98");
        }
    }

    @Test
    void aFullRoomTurnsTheNextOneAway() {
        seats(100);

        assertThatThrownBy(() -> seat(viewer, watch("P", 1)))
                .isInstanceOf(TurnedAway.class)
                .hasMessageContaining("full")
                .extracting("comeBackAfter")
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(waitingRoom.viewers()).isEqualTo(100);
    }

    @Test
    void oneMoreOfASessionAnswersItsOldest() throws Exception {
        Session session = new Session("tabs");
        List<RecordingViewer> tabs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tabs.add(new RecordingViewer());
            waitingRoom.seat(tabs.get(i), List.of(watch("P", 1)), rooms("P"), WAIT, session);
        }

        assertThat(heard(tabs.get(0))).containsExactly("end P@1=99");
        assertThat(heard(tabs.get(1))).isEmpty();
        assertThat(heard(tabs.get(2))).isEmpty();
    }

    @Test
    void oneOfASessionThatLeavesMakesRoomForAnother() throws Exception {
        Session session = new Session("tabs");
        seat(viewer, session);
        seat(new RecordingViewer(), session).leave();

        seat(new RecordingViewer(), session);
        assertThat(heard(viewer)).isEmpty();
        seat(new RecordingViewer(), session);
        assertThat(heard(viewer)).containsExactly("end P@1=99");
    }

    @Test
    void closingAnswersEveryoneAndAsksThemBackWithinTheDrain() throws Exception {
        seat(viewer, watch("P", 1));

        waitingRoom.close();

        assertThat(viewer.heard()).containsExactly("end P@1=99");
        assertThat(viewer.pollAfter()).isEqualTo(5_000);
        assertThatThrownBy(() -> seat(new RecordingViewer(), watch("P", 1))).isInstanceOf(TurnedAway.class);
    }

    @Test
    void aDrainAnswersOneAfterTheOtherOverItsTime() throws Exception {
        List<RecordingViewer> crowd = seats(10);

        CompletableFuture<Void> drained = waitingRoom.drain().toCompletableFuture();

        timer.moveMillis(1);
        for (int second = 0; second <= 4; second++) {
            assertThat(answered(crowd)).isEqualTo(1 + 2 * second);
            assertThat(drained).isNotDone();
            timer.moveMillis(1_000);
        }
        assertThat(answered(crowd)).isEqualTo(10);
        assertThat(drained).isDone();
        assertThat(crowd).allMatch(viewer -> viewer.pollAfter() == 5_000);
        assertThatThrownBy(() -> seat(new RecordingViewer(), watch("P", 1))).isInstanceOf(TurnedAway.class);
    }

    @Test
    void whoIsToldNewsDuringADrainIsNotToldAgain() throws Exception {
        List<RecordingViewer> crowd = seats(4);
        waitingRoom.drain();

        waitingRoom.wake("P", level("P", 2));
        timer.moveMillis(5_000);

        for (RecordingViewer each : crowd) {
            assertThat(heard(each)).hasSize(1);
            assertThat(each.pollAfter()).isEqualTo(5_000);
        }
    }

    @Test
    void whoLeftBeforeADrainDoesNotEndIt() {
        seat(new RecordingViewer(), watch("P", 1)).leave();
        seat(viewer, watch("P", 1));

        assertThat(waitingRoom.drain().toCompletableFuture()).isNotDone();
    }

    @Test
    void aDrainOfNobodyIsDoneAtOnce() {
        assertThat(waitingRoom.drain().toCompletableFuture()).isDone();
    }

    @Test
    void aDrainIsOverInItsTimeWhoeverStays() {
        CountDownLatch stuck = new CountDownLatch(1);
        lanes.all().forEach(lane -> lane.execute(() -> await(stuck)));
        seat(viewer, watch("P", 1));

        CompletableFuture<Void> drained = waitingRoom.drain().toCompletableFuture();
        timer.moveMillis(4_999);
        assertThat(drained).isNotDone();
        timer.moveMillis(1);

        assertThat(drained).isDone();
        stuck.countDown();
    }

    @Test
    void aHeapThatIsNearlyFullTakesNobodyMoreUntilItIsNot() {
        boolean[] full = {true};
        WaitingRoom another =
                new WaitingRoom(LIMITS, timer, lanes, RoomEye.CLOSED, viewers -> full[0], sku -> {}, sku -> {});
        another.open("P").learn(level("P", 1));
        timer.moveMillis(500);
        assertThatThrownBy(() -> another.seat(viewer, List.of(watch("P", 1)), List.of(another.open("P")), WAIT, null))
                .isInstanceOf(TurnedAway.class)
                .hasMessageContaining("memory");
        assertThat(another.viewers()).isZero();

        full[0] = false;
        timer.moveMillis(500);

        another.seat(viewer, List.of(watch("P", 1)), List.of(another.open("P")), WAIT, null);
        assertThat(another.viewers()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long answered(List<RecordingViewer> crowd) throws InterruptedException {
        heard(viewer);
        return crowd.stream().filter(each -> !each.heard().isEmpty()).count();
    }

    @Test
    void aCrowdIsAskedToSpreadItsReturn() throws Exception {
        List<RecordingViewer> crowd = seats(100);
        waitingRoom.wake("P", level("P", 2));
        assertThat(heard(crowd.get(0))).hasSize(1);
        assertThat(crowd.get(0).pollAfter()).isEqualTo(50);

        seat(viewer, watch("P", 2));
        timer.moveMillis(50);
        waitingRoom.wake("P", level("P", 3));

        assertThat(heard(viewer)).hasSize(1);
        assertThat(viewer.pollAfter()).isZero();
    }

    @Test
    void whoReturnsToNewsCountsForTheNextWake() throws Exception {
        List<RecordingViewer> crowd = seats(40);
        waitingRoom.wake("P", level("P", 2)); // 20 ms for forty
        for (RecordingViewer each : crowd) {
            assertThat(heard(each)).hasSize(1); // whoever comes from now on is not told with them
        }
        for (int i = 0; i < 100; i++) {
            RecordingViewer behind = new RecordingViewer();
            seat(behind, watch("P", 1));
            assertThat(heard(behind)).hasSize(1); // 50 ms for these
        }
        waitingRoom.wake("P", level("P", 3));
        timer.moveMillis(50);

        seat(viewer, watch("P", 1));

        assertThat(heard(viewer)).hasSize(1);
        assertThat(viewer.pollAfter()).isEqualTo(20);
    }

    @Test
    void nobodyIsAskedToStayAwayForLongerThanTenSeconds() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            waitingRoom.room("P").tellAtOnce(timer.now());
        }
        waitingRoom.wake("P", level("P", 2));

        seat(viewer, watch("P", 1));

        assertThat(heard(viewer)).hasSize(1);
        assertThat(viewer.pollAfter()).isEqualTo(10_000);
    }

    @Test
    void onceTheCrowdIsBackNobodyIsAskedToStayAway() throws Exception {
        seats(98);
        waitingRoom.wake("P", level("P", 2));
        RecordingViewer early = new RecordingViewer();
        seat(early, watch("P", 1));
        assertThat(heard(early)).hasSize(1);
        assertThat(early.pollAfter()).isEqualTo(49);

        timer.moveMillis(51);
        seat(viewer, watch("P", 1));

        assertThat(heard(viewer)).hasSize(1);
        assertThat(viewer.pollAfter()).isZero();
    }

    @Test
    void aWaitThatEndsAfterTheCrowdIsBackAsksNobodyToStayAway() throws Exception {
        seats(98);
        waitingRoom.wake("P", level("P", 2));
        seat(viewer, watch("P", 2));

        timer.moveMillis(26_000);

        assertThat(heard(viewer)).containsExactly("end P@2=98");
        assertThat(viewer.pollAfter()).isZero();
    }

    @Test
    void aChangeWhileSittingDownIsNeverMissed() throws Exception {
        for (int n = 2; n < 2_000; n++) {
            RecordingViewer late = new RecordingViewer();
            Level next = level("P", n);
            Thread engine = new Thread(() -> waitingRoom.wake("P", next));
            engine.start();
            seat(late, watch("P", n - 1));
            engine.join();
            timer.moveMillis(50);

            assertThat(heard(late)).as("round %d", n).hasSize(1);
        }
    }

    /** The negative control of the race above: the tutorial looks, and then sits down. */
    @Test
    void whoLooksBeforeSittingDownMissesTheChangeInBetween() throws Exception {
        Level seen = waitingRoom.room("P").latest().level();
        assertThat(seen).isEqualTo(level("P", 1));
        waitingRoom.wake("P", level("P", 2));
        seat(viewer, new Watch("P", null));
        timer.moveMillis(50);

        assertThat(heard(viewer)).isEmpty();
    }

    private List<RecordingViewer> seats(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    RecordingViewer each = new RecordingViewer();
                    seat(each, watch("P", 1));
                    return each;
                })
                .toList();
    }

    private Seat seat(Viewer who, Watch... watches) {
        List<Room> rooms = List.of(watches).stream()
                .map(watch -> waitingRoom.room(watch.sku()))
                .toList();
        return waitingRoom.seat(who, List.of(watches), rooms, WAIT, null);
    }

    private Seat seat(Viewer who, Session session) {
        return waitingRoom.seat(who, List.of(watch("P", 1)), rooms("P"), WAIT, session);
    }

    private List<Room> rooms(String sku) {
        return List.of(waitingRoom.room(sku));
    }

    private long waiting(String sku) {
        return waitingRoom.room(sku).corners().stream()
                .mapToLong(corner -> corner.waiting().size())
                .sum();
    }

    /** Returns what it has heard when all lanes have done what they were given. */
    private List<String> heard(RecordingViewer who) throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(lanes.all().size());
        lanes.all().forEach(lane -> lane.execute(settled::countDown));
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
        return who.heard();
    }

    private static Watch watch(String sku, long n) {
        return new Watch(sku, new Version("e", n));
    }

    /** A shelf of a hundred, of which n are held at version n. */
    private static Level level(String sku, long n) {
        return n < 100
                ? new Level(sku, new Version("e", n), 100, n, 0, 0, null)
                : new Level(sku, new Version("e", n), 100, 99, 0, 0, null);
    }

    private static final class BadViewer implements Viewer {
        @Override
        public void tell(List<News> changed) {
            throw new IllegalStateException("I am a bad viewer; this line in the log is expected");
        }

        @Override
        public void end(List<News> all) {}
    }
}
