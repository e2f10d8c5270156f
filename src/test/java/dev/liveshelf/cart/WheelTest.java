package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final long SLOT = 100;

    private final List<Long> ended = new ArrayList<>();
    private final Wheel wheel = new Wheel(new LentLane(0, Runnable::run), 8, SLOT, 0, seat -> ended.add(seat.deadline));

    @Test
    void aWaitEndsWithinOneSlotAfterItsDeadlineNeverBefore() {
        wheel.add(seat(250));

        wheel.turn(299);
        assertThat(ended).isEmpty();
        wheel.turn(300);
        assertThat(ended).containsExactly(250L);
    }

    @Test
    void aWaitLongerThanARoundEndsInALaterOne() {
        wheel.add(seat(2_050));

        wheel.turn(2_000);
        assertThat(ended).isEmpty();
        wheel.turn(2_100);
        assertThat(ended).containsExactly(2_050L);
    }

    @Test
    void aDeadlineThatHasPassedMeanwhileEndsAtOnce() {
        wheel.turn(1_000);
        wheel.add(seat(950));

        assertThat(ended).containsExactly(950L);
    }

    @Test
    void whoLeavesIsNotEnded() {
        Seat seat = seat(250);
        wheel.add(seat);
        seat.wait.remove();

        wheel.turn(10_000);
        assertThat(ended).isEmpty();
    }

    @Test
    void whoLeavesWhileBeingAddedDoesNotStay() {
        Seat seat = seat(250);
        seat.leave();

        wheel.add(seat);

        assertThat(wheel.seats()).isEmpty();
    }

    @Test
    void whoseTimeHasComePointsAtNobodyAnyMore() {
        Seat one = seat(250);
        Seat other = seat(260);
        wheel.add(one);
        wheel.add(other);

        wheel.turn(300);

        assertThat(List.of(one, other)).allMatch(seat -> seat.wait.before == null && seat.wait.after == null);
    }

    @Test
    void whoeverTurnsItTouchesNobodyTheLaneTakesThemAFewAtATime() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        Wheel slow = new Wheel(new LentLane(0, tasks::add), 8, SLOT, 0, seat -> ended.add(seat.deadline));
        for (int i = 0; i < 120; i++) {
            slow.add(seat(250));
        }

        slow.turn(300);
        List<Integer> counts = new ArrayList<>();
        while (!tasks.isEmpty()) {
            counts.add(ended.size());
            tasks.remove().run();
        }

        assertThat(counts).containsExactly(0, 50, 100);
        assertThat(ended).hasSize(120);
    }

    @Test
    void whoComesForALaterRoundWhileASlotIsOnItsWayToTheLaneIsEndedThen() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        Wheel slow = new Wheel(new LentLane(0, tasks::add), 8, SLOT, 0, seat -> ended.add(seat.deadline));
        slow.add(seat(250));
        slow.turn(300);
        slow.add(seat(250 + 8 * SLOT));

        tasks.remove().run();
        assertThat(ended).containsExactly(250L);
        slow.turn(300 + 8 * SLOT);
        tasks.remove().run();
        assertThat(ended).containsExactly(250L, 250 + 8 * SLOT);
    }

    @Test
    void oneWhoseEndFailsDoesNotKeepTheOthersFromTheirs() {
        Wheel wheel = new Wheel(new LentLane(0, Runnable::run), 8, SLOT, 0, seat -> {
            ended.add(seat.deadline);
            if (seat.deadline == 260) {
                throw new IllegalStateException("as the test wants it");
            }
        });
        List.of(250L, 260L, 270L).forEach(deadline -> wheel.add(seat(deadline)));

        wheel.turn(300);

        assertThat(ended).containsExactlyInAnyOrder(250L, 260L, 270L);
    }

    @Test
    void endAllEndsEveryone() {
        wheel.add(seat(250));
        wheel.add(seat(7_000));

        wheel.endAll();
        assertThat(ended).containsExactlyInAnyOrder(250L, 7_000L);
    }

    @Test
    void randomWaitsAllEndInTime() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeMap<Long, Integer> due = new TreeMap<>();
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            long deadline = now + 1 + random.nextInt(3_000);
            wheel.add(seat(deadline));
            due.merge(deadline, 1, Integer::sum);
            now += random.nextInt(120);
            wheel.turn(now);
            for (long each : ended) {
                assertThat(each).as("seed %d", seed).isLessThanOrEqualTo(now);
                due.computeIfPresent(each, (key, count) -> count == 1 ? null : count - 1);
            }
            ended.clear();
            if (!due.isEmpty()) {
                assertThat(due.firstKey()).as("seed %d: nobody is late", seed).isGreaterThan(now - 2 * SLOT);
            }
        }
    }

    private static Seat seat(long deadline) {
        return new Seat(null, null, null, deadline, seat -> {});
    }
}
