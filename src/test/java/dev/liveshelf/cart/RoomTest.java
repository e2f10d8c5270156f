package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.liveshelf.stock.Level;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final Lanes lanes = new Lanes(1);
    private final Room room = new Room(lanes, RoomEye.CLOSED, /* now= */ 0);
    private final Level first = Level.first("P", "e", 10, 0);

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void nobodyComesInBeforeTheFirstLevelIsKnown() {
        assertThat(room.isReady()).isFalse();
        assertThatIllegalStateException().isThrownBy(room::latest);

        room.learn(first);

        assertThat(room.isReady()).isTrue();
    }

    @Test
    void theFirstLevelWakesNobodyForNobodyCanHaveWaited() {
        assertThat(room.learn(first)).isFalse();
        assertThat(room.learn(first.holding(1))).isTrue();
        assertThat(room.learn(first)).as("an older one").isFalse();
    }

    @Test
    void oneWakeIsPlannedForManyChanges() {
        assertThat(room.planWake(0)).isZero();
        assertThat(room.planWake(1)).isEqualTo(-1);
    }

    @Test
    void theNextWakeIsDueATickAfterTheLast() {
        beginWake(5, /* tick= */ 50);
        room.endWake(5, 7, /* took= */ 2);

        assertThat(room.planWake(15)).isEqualTo(40);
    }

    @Test
    void afterAWakeThatTookLongerThanATickItRestsAsLong() {
        beginWake(0, /* tick= */ 50);

        assertThat(room.endWake(0, 80, /* took= */ 80)).as("none is planned").isEqualTo(-1);

        assertThat(room.planWake(100)).isEqualTo(60);
    }

    @Test
    void aChangeDuringAWakeIsToldWhenThatIsOver() {
        beginWake(0, /* tick= */ 50);

        assertThat(room.planWake(60)).as("it waits for the end").isEqualTo(-1);

        assertThat(room.endWake(0, 80, /* took= */ 80)).isEqualTo(80);
        assertThat(room.beginWake(160, 50)).isTrue();
        assertThat(room.beginWake(160, 50)).as("none is planned any more").isFalse();
    }

    @Test
    void withoutATickAWakeStillWaitsForTheOneBefore() {
        beginWake(0, /* tick= */ 0);

        assertThat(room.planWake(10)).isEqualTo(-1);
        assertThat(room.endWake(0, 20, /* took= */ 20)).isEqualTo(20);
    }

    @Test
    void aWakeThatNeverEndsDoesNotKeepTheNextFromBeginning() {
        beginWake(0, /* tick= */ 50);
        long later = Duration.ofSeconds(6).toNanos();

        assertThat(room.planWake(10)).isEqualTo(-1);
        assertThat(room.planWake(later)).isZero();
        assertThat(room.beginWake(later, 50)).isTrue();
    }

    @Test
    void aWakeThatWasGivenUpDoesNotEndTheNextWhenItIsOver() {
        beginWake(0, /* tick= */ 50);
        long later = Duration.ofSeconds(6).toNanos();
        room.planWake(later);
        room.beginWake(later, 50);

        assertThat(room.endWake(0, later + 10, /* took= */ later + 10)).isEqualTo(-1);

        assertThat(room.planWake(later + 20)).as("it waits for the end").isEqualTo(-1);
        assertThat(room.endWake(later, later + 30, /* took= */ 30)).isEqualTo(30);
    }

    @Test
    void aChangeWhileTheShopClosesLetsNobodyBackEarlier() {
        room.learn(first);
        room.askBackWithin(Duration.ofSeconds(5));
        room.learn(first.holding(1));
        room.planWake(0);
        room.beginWake(0, 50);

        assertThat(room.latest().pollAfter()).isEqualTo(5_000);
    }

    @Test
    void aRoomStaysOpenWhileItIsUsedAndForAMinuteAfter() {
        assertThat(room.use(Room.REST / 2)).isTrue();

        assertThat(room.closeIfLeft(Room.REST * 3 / 2 - 1)).isFalse();
        assertThat(room.use(Room.REST * 3 / 2)).isTrue();
        assertThat(room.closeIfLeft(Room.REST * 5 / 2)).isTrue();
        assertThat(room.use(Room.REST * 5 / 2)).isFalse();
        assertThat(room.use(Room.REST * 9)).isFalse();
    }

    @Test
    void aRoomThatJustWokeItsViewersStaysOpen() {
        room.learn(first);
        room.planWake(Room.REST);
        room.beginWake(Room.REST, 50);

        assertThat(room.closeIfLeft(Room.REST * 2 - 1)).isFalse();
        assertThat(room.closeIfLeft(Room.REST * 2)).isTrue();
    }

    private void beginWake(long now, long tick) {
        room.learn(first);
        room.planWake(0);
        room.beginWake(now, tick);
    }
}
