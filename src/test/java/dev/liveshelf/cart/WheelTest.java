package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final long SLOT = 100;

    private final List<Long> ended = new ArrayList<>();
    private final Wheel wheel = new Wheel(8, SLOT, 0, seat -> ended.add(seat.deadline));

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
    void whoseTimeHasComePointsAtNobodyAnyMore() {
        Seat one = seat(250);
        Seat other = seat(260);
        wheel.add(one);
        wheel.add(other);

        wheel.turn(300);

        assertThat(List.of(one, other)).allMatch(seat -> seat.wait.before == null && seat.wait.after == null);
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
