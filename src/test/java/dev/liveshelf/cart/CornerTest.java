package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CornerTest {

    private static final int VIEWERS = 120;

    private final HandTimer timer = new HandTimer();
    private final Lanes lanes = new Lanes(1);
    private final WaitingRoom waitingRoom =
            new WaitingRoom(new Limits(Duration.ofMillis(50), Duration.ZERO, VIEWERS, VIEWERS), timer, lanes);
    private final Level first = Level.first("P", "e", 10, 0);
    private final List<RecordingViewer> streams = new ArrayList<>();
    private final CountDownLatch begin = new CountDownLatch(1);

    @BeforeEach
    void streamsListenAndTheLaneHasBeenHeldUp() {
        Room room = waitingRoom.open("P");
        room.learn(first);
        for (int i = 0; i < VIEWERS; i++) {
            RecordingViewer stream = new RecordingViewer(/* stays= */ true);
            streams.add(stream);
            waitingRoom.seat(stream, List.of(new Watch("P", null)), List.of(room), Duration.ofHours(1), null);
        }
        await().until(() -> toldOf("P@1=10") == VIEWERS);
        lanes.next().execute(() -> await().until(() -> begin.getCount() == 0));
    }

    @AfterEach
    void close() {
        waitingRoom.close();
    }

    @Test
    void aWakeOfManyLetsOthersOnTheLaneHaveTheirTurn() {
        List<Long> told = new ArrayList<>();
        waitingRoom.wake("P", first.holding(1));
        lanes.next().execute(() -> told.add(toldOf("P@2=9")));
        begin.countDown();

        await().until(() -> toldOf("P@2=9") == VIEWERS);
        assertThat(told).containsExactly(50L);
    }

    @Test
    void aChangeDuringALongWakeReachesEveryoneAndOnlyThoseTwiceWhoHadBeenToldBefore() {
        waitingRoom.wake("P", first.holding(1));
        lanes.next().execute(() -> {
            waitingRoom.wake("P", first.holding(1).holding(1));
            timer.moveMillis(50);
        });
        begin.countDown();

        await().until(() -> {
            timer.moveMillis(50);
            return toldOf("P@3=8") == VIEWERS;
        });
        assertThat(toldOf("P@2=9")).isEqualTo(50);
        assertThat(streams).allSatisfy(stream -> assertThat(stream.heard()).endsWith("P@3=8"));
    }

    private long toldOf(String news) {
        return streams.stream().filter(stream -> stream.heard().contains(news)).count();
    }
}
