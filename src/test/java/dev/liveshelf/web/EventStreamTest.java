package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.liveshelf.cart.News;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way through the states of a stream, in the hands of a container that is strict. */
class EventStreamTest {

    private final AsyncContext async = mock();
    private final HttpServletResponse response = mock();
    private final AtomicLong now = new AtomicLong(-5_000_000_000L); // clocks may begin below zero
    private FakeOutput out;
    private Exchange exchange;
    private EventStream stream;

    @BeforeEach
    void open() throws IOException {
        out = new FakeOutput();
        when(response.getOutputStream()).thenReturn(out);
        Json json = new Json();
        exchange = new Exchange(async, mock(HttpServletRequest.class), response, new Problems(json, mock(), mock()));
        stream = new EventStream(exchange, new EventFrames(json), now::get);
    }

    @Test
    void theFirstNewsOpensItAndWaitsUntilThereIsRoom() throws Exception {
        stream.tell(List.of(news("P", 1), news("Q", 1)));
        verify(response).setStatus(200);
        assertThat(out.sent()).isEmpty();

        out.giveRoom();

        assertThat(out.sent()).matches("retry: [1-4]\\d{3};event.*").endsWith(";" + level("P", 1) + level("Q", 1));
        verify(async, never()).complete();
    }

    @Test
    void whileThereIsRoomEveryNewsGoesOutAtOnce() throws Exception {
        flowing();

        stream.tell(List.of(news("P", 2)));
        assertThat(out.sent()).isEqualTo(level("P", 2));
        stream.tell(List.of(news("P", 3)));
        assertThat(out.sent()).isEqualTo(level("P", 3));
    }

    @Test
    void withoutRoomOnlyTheNewestOfEachItemIsKept() throws Exception {
        flowing();
        out.takeRoom();
        for (int n = 2; n <= 5_000; n++) {
            stream.tell(List.of(news("P", n)));
            stream.tell(List.of(news("Q", n)));
        }
        assertThat(out.sent()).isEmpty();

        out.giveRoom();

        assertThat(out.sent()).isEqualTo(level("P", 5_000) + level("Q", 5_000));
    }

    @Test
    void roomThatEndsBetweenWritingAndFlushingIsWaitedFor() throws Exception {
        flowing();
        out.duringWrite(out::takeRoom);

        stream.tell(List.of(news("P", 2)));
        assertThat(out.sent()).isEmpty();
        out.duringWrite(() -> {});
        out.giveRoom();

        assertThat(out.sent()).isEqualTo(level("P", 2));
    }

    @Test
    void beatsGoOutAndDoNotPileUp() throws Exception {
        flowing();
        stream.beat();
        assertThat(out.sent()).isEqualTo("event: beat|data: {};");
        out.takeRoom();
        stream.beat();
        stream.beat();
        out.giveRoom();

        assertThat(out.sent()).isEqualTo("event: beat|data: {};");
    }

    @Test
    void whoReadsNothingForThirtySecondsIsDropped() throws Exception {
        flowing();
        assertThat(stream.untilBeat()).hasSeconds(15);
        out.takeRoom();
        pass(1);
        stream.tell(List.of(news("P", 2)));
        pass(14);
        stream.beat();
        assertThat(stream.untilBeat()).hasSeconds(15);
        pass(15);
        stream.beat();
        assertThat(stream.untilBeat()).hasSeconds(1);
        verify(async, never()).complete();

        pass(1);
        stream.beat();

        verify(async).complete();
        assertThat(out.sent()).isEmpty();
    }

    @Test
    void whoReadsAgainInTimeStays() throws Exception {
        flowing();
        out.takeRoom();
        stream.tell(List.of(news("P", 2)));
        pass(29);
        out.giveRoom();
        out.takeRoom();
        stream.tell(List.of(news("P", 3)));
        pass(29);
        stream.beat();
        out.giveRoom();

        verify(async, never()).complete();
        assertThat(out.sent()).isEqualTo(level("P", 2) + level("P", 3) + "event: beat|data: {};");
        assertThat(stream.untilBeat()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void anEndHasALastWord() throws Exception {
        flowing();

        stream.end(List.of(news("P", 1)));

        assertThat(out.sent()).isEqualTo("retry: 1000;");
        verify(async).complete();
    }

    @Test
    void theEndWaitsForNobodyWhoDoesNotRead() throws Exception {
        flowing();
        out.takeRoom();

        stream.end(List.of(news("P", 1)));

        verify(async).complete();
        out.giveRoom();
        assertThat(out.sent()).isEmpty();
    }

    @Test
    void anEndBeforeTheFirstNewsIsAProblemAndNoStream() throws Exception {
        stream.end(List.of(news("P", 1)));

        verify(response).setStatus(503);
        verify(async).complete();
    }

    @Test
    void afterItIsOverNothingTouchesTheResponse() throws Exception {
        flowing();
        stream.end(List.of(news("P", 1)));
        out.sent();

        stream.tell(List.of(news("P", 2)));
        stream.beat();
        stream.onWritePossible();
        stream.onError(new IOException());
        stream.end(List.of());
        exchange.onError(mock(AsyncEvent.class));

        assertThat(out.sent()).isEmpty();
        verify(async, times(1)).complete();
    }

    @Test
    void anAnswerThatCameFirstIsNotTouched() throws Exception {
        exchange.refuse(Problem.closing());

        stream.tell(List.of(news("P", 1)));

        verify(response, never()).setStatus(200);
        verify(async, times(1)).complete();
    }

    @Test
    void aReaderWhoHasGoneEndsIt() throws Exception {
        flowing();
        out.breakWith(new IOException("Broken pipe"));

        stream.tell(List.of(news("P", 2)));
        stream.tell(List.of(news("P", 3)));

        verify(async, times(1)).complete();
    }

    @Test
    void theContainersErrorEndsIt() throws Exception {
        flowing();

        exchange.onError(mock(AsyncEvent.class));

        verify(async, times(1)).complete();
        verify(response, times(1)).setStatus(anyInt());
    }

    @Test
    void theContainersTimeoutEndsItIfNobodyElseDoes() throws Exception {
        flowing();
        Thread container = new Thread(() -> exchange.onTimeout(mock(AsyncEvent.class)));
        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);

        stream.end(List.of(news("P", 1)));
        container.join();

        assertThat(out.sent()).isEqualTo("retry: 1000;");
        verify(async, times(1)).complete();
    }

    @Test
    void anErrorFromWithinOurOwnWriteWaitsForNobody() throws Exception {
        flowing();
        out.duringWrite(() -> exchange.onError(mock(AsyncEvent.class)));

        stream.tell(List.of(news("P", 2)));

        verify(async, times(1)).complete();
    }

    @Test
    void roomFromWithinOurOwnWriteIsNoRecursion() throws Exception {
        flowing();
        out.duringWrite(() -> {
            out.duringWrite(() -> {});
            stream.onWritePossible();
            stream.tell(List.of(news("Q", 7)));
        });

        stream.tell(List.of(news("P", 2)));

        assertThat(out.sent()).isEqualTo(level("P", 2) + level("Q", 7));
        assertThat(out.fault()).isNull();
    }

    @Test
    void anErrorWhileALaneWritesKeepsTheResponseUntilItIsOut() throws Exception {
        flowing();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread lane = laneThatWrites(mayGoOn);
        Thread container = new Thread(() -> exchange.onError(mock(AsyncEvent.class)));
        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);
        verify(async, never()).complete();

        mayGoOn.countDown();
        container.join();

        verify(async, times(1)).complete();
        lane.join();
    }

    @Test
    void laneAndContainerNeverMeetInTheResponseAndTheNewestArrives() throws Exception {
        long seed = new Random().nextLong();
        for (int round = 0; round < 50; round++) {
            open();
            flowing();
            Random random = new Random(seed + round);
            AtomicBoolean told = new AtomicBoolean();
            Thread container = new Thread(() -> container(random, told));
            container.start();
            for (int n = 2; n <= 2_000; n++) {
                stream.tell(List.of(news("P", n)));
            }
            told.set(true);
            container.join();

            assertThat(out.fault()).as("seed %d", seed + round).isNull();
            assertThat(out.sent()).as("seed %d", seed + round).endsWith(level("P", 2_000));
        }
    }

    /** The negative control: the same output notices two who do not take turns. */
    @Test
    void theOutputNoticesTwoAtATime() throws Exception {
        flowing();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread lane = laneThatWrites(mayGoOn);

        out.isReady();
        mayGoOn.countDown();
        lane.join();

        assertThat(out.fault()).isEqualTo("two at a time");
    }

    /** Starts a lane that is in the middle of a write, until it may go on. */
    private Thread laneThatWrites(CountDownLatch mayGoOn) throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        out.duringWrite(() -> {
            writing.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        Thread lane = new Thread(() -> stream.tell(List.of(news("P", 2))));
        lane.start();
        writing.await();
        return lane;
    }

    private void container(Random random, AtomicBoolean told) {
        try {
            while (!told.get()) {
                out.takeRoom();
                for (int i = random.nextInt(200); i > 0; i--) {
                    Thread.onSpinWait();
                }
                out.giveRoom();
            }
            out.giveRoom();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Opens it, with room, and forgets what went out. */
    private void flowing() throws IOException {
        stream.tell(List.of(news("P", 1)));
        out.giveRoom();
        assertThat(out.sent()).endsWith(level("P", 1));
    }

    private void pass(int seconds) {
        now.addAndGet(seconds * 1_000_000_000L);
    }

    private static News news(String sku, long n) {
        return new News(new Level(sku, new Version("e", n), 10, 0, 0, 0, null), 0);
    }

    private static String level(String sku, long n) {
        return "event: inventory|data: {\"item\":\"" + sku + "\",\"inventorycount\":\"10\",\"held\":0,\"version\":\"e."
                + n + "\",\"pollafter\":0};";
    }
}
