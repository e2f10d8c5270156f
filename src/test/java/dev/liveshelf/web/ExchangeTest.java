package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.longThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.liveshelf.cart.Seat;
import dev.liveshelf.metrics.Eyes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final Answer ANSWER = Answer.json("{}".getBytes(StandardCharsets.UTF_8));

    private final AsyncContext async = mock();
    private final HttpServletResponse response = mock();
    private final ServletOutputStream out = mock();
    private Exchange exchange;

    @BeforeEach
    void open() throws IOException {
        when(response.getOutputStream()).thenReturn(out);
        exchange = new Exchange(async, mock(HttpServletRequest.class), response, null);
    }

    @Test
    void theContainersClockIsStopped() {
        verify(async).setTimeout(0);
    }

    @Test
    void onlyTheFirstAnswerTouchesTheResponse() {
        exchange.answer(() -> ANSWER);
        exchange.answer(() -> ANSWER);

        verify(response, times(1)).setContentType(Answer.JSON);
        verify(async, times(1)).complete();
    }

    @Test
    void ofManyAnswersAtOnceOneIsGiven() throws Exception {
        for (int round = 0; round < 200; round++) {
            open();
            AtomicInteger written = new AtomicInteger();
            doThrow(new IllegalStateException("too late")).when(async).complete();
            doAnswer(call -> written.incrementAndGet()).when(response).setContentType(any());
            CountDownLatch start = new CountDownLatch(1);
            Thread[] threads = new Thread[4];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException stop) {
                        return;
                    }
                    exchange.answer(() -> ANSWER);
                });
                threads[i].start();
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(written).hasValue(1);
        }
    }

    @Test
    void whoHasACopyHasHisResponseEndedLaterWithNothingWrittenInIt() {
        List<Runnable> rest = new ArrayList<>();

        exchange.answer(() -> ANSWER, (body, end) -> body == ANSWER.body() && rest.add(end));
        exchange.answer(() -> ANSWER);
        verifyNoInteractions(response);

        rest.get(0).run();
        verify(async, times(1)).complete();
        verifyNoInteractions(response);
    }

    /** Else it had that of its request, and who came a moment ago were told a time of half a minute ago. */
    @Test
    void whatOthersAreToGetACopyOfHasItsOwnDate() {
        long before = System.currentTimeMillis();

        exchange.answer(() -> ANSWER, (body, end) -> false);

        verify(response).setDateHeader(eq("Date"), longThat(date -> date >= before));
        verify(async).complete();
    }

    @Test
    void whatCannotBeMadeIsAnsweredAllTheSame() throws Exception {
        exchange.answer((Supplier<Answer>) () -> {
            throw new IllegalStateException("a bug; this line in the log is expected");
        });

        verify(response).setStatus(500);
        verify(async).complete();
    }

    @Test
    void aBrokenConnectionIsCompletedAllTheSame() throws Exception {
        doThrow(new IOException("Broken pipe")).when(out).write(ANSWER.body());

        exchange.answer(() -> ANSWER);

        verify(async).complete();
    }

    @Test
    void aContainerThatWasFasterIsNoFailure() {
        doThrow(new IllegalStateException("completed")).when(async).complete();

        assertThatCode(() -> exchange.answer(() -> ANSWER)).doesNotThrowAnyException();
    }

    @Test
    void anErrorIsAnsweredForTheCallerMayStillBeThere() {
        exchange.onError(mock(AsyncEvent.class));
        exchange.answer(() -> ANSWER);

        verify(response, never()).setContentType(Answer.JSON);
        verify(response, times(1)).setContentType(any());
        verify(async, times(1)).complete();
    }

    @Test
    void anErrorFromWithinOurOwnWriteWaitsForNobody() throws Exception {
        doAnswer(call -> {
                    exchange.onError(mock(AsyncEvent.class));
                    throw new IOException("Broken pipe");
                })
                .when(out)
                .write(ANSWER.body());

        exchange.answer(() -> ANSWER);

        verify(async, times(1)).complete();
    }

    @Test
    void anErrorDuringTheAnswerKeepsTheResponseUntilItIsWritten() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        doAnswer(call -> {
                    writing.countDown();
                    mayGoOn.await();
                    return null;
                })
                .when(out)
                .write(ANSWER.body());
        Thread lane = new Thread(() -> exchange.answer(() -> ANSWER));
        lane.start();
        writing.await();
        Thread container = new Thread(() -> exchange.onError(mock(AsyncEvent.class)));
        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);

        mayGoOn.countDown();
        container.join();

        verify(async, times(1)).complete();
        lane.join();
    }

    @Test
    void anErrorEndsTheStreamThatWasFaster() {
        AtomicInteger cutOffs = new AtomicInteger();
        exchange.leaveTo(() -> {
            cutOffs.incrementAndGet();
            exchange.finish();
        });

        exchange.onError(mock(AsyncEvent.class));

        assertThat(cutOffs).hasValue(1);
        verify(response, never()).setContentType(any());
        verify(async, times(1)).complete();
    }

    @Test
    void aStreamThatComesWhileAnErrorIsAnsweredFindsTheDoorClosed() {
        HttpServletRequest request = mock();
        exchange = exchange(request, mock());
        AtomicInteger cutOffs = new AtomicInteger();
        when(request.getHeader("Accept"))
                .thenAnswer(
                        call -> { // asked for while the answer is being made
                            assertThat(exchange.leaveTo(cutOffs::incrementAndGet))
                                    .isNull();
                            return null;
                        });

        exchange.onError(mock(AsyncEvent.class));

        assertThat(cutOffs).hasValue(0);
        verify(response).setStatus(503);
        verify(async, times(1)).complete();
    }

    /** Whoever reads it then may read that of somebody else. */
    @Test
    void whenItIsDoneNobodyLooksAtTheRequest() {
        HttpServletRequest request = mock();
        exchange = exchange(request, mock());
        exchange.onError(mock(AsyncEvent.class));
        clearInvocations(request);

        exchange.answer(() -> PageAddress.back(request) == null ? ANSWER : null);
        exchange.refuse(new IllegalStateException("nobody is there to be told"));

        verifyNoInteractions(request);
    }

    @Test
    void aSeatThatIsGivenWhileAnErrorIsAnsweredIsLeft() throws Exception {
        exchange = exchange(mock(), mock());
        Seat seat = mock();
        doAnswer(call -> {
                    exchange.waitsOn(CompletableFuture.completedStage(seat));
                    return null;
                })
                .when(async)
                .complete();

        exchange.onError(mock(AsyncEvent.class));

        verify(seat).leave();
    }

    @Test
    void anErrorWhileAnAnswerIsMadeKeepsTheRequestUntilItIs() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread lane = new Thread(() -> exchange.answer(() -> {
            making.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException stop) {
                return null;
            }
            return ANSWER;
        }));
        lane.start();
        making.await();
        Thread container = new Thread(() -> exchange.onError(mock(AsyncEvent.class)));
        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);

        mayGoOn.countDown();
        container.join();

        verify(response).setContentType(Answer.JSON);
        verify(async, times(1)).complete();
        lane.join();
    }

    @Test
    void whoHangsUpDoesNotCountAsRefused() {
        Eyes eyes = mock();
        exchange = exchange(mock(), eyes);

        exchange.onError(mock(AsyncEvent.class));

        verify(response).setStatus(503);
        verifyNoInteractions(eyes);
    }

    @Test
    void aTimeoutIsAnsweredByWhoeverAnswersFirst() throws Exception {
        Thread container = new Thread(() -> exchange.onTimeout(mock(AsyncEvent.class)));
        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);

        exchange.answer(() -> ANSWER);
        container.join();

        verify(response, times(1)).setContentType(Answer.JSON);
        verify(async, times(1)).complete();
    }

    /** One that can say what went wrong. */
    private Exchange exchange(HttpServletRequest request, Eyes eyes) {
        return new Exchange(async, request, response, new Problems(new Json(), mock(), eyes));
    }
}
