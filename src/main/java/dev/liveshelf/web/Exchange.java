package dev.liveshelf.web;

import dev.liveshelf.cart.Seat;
import dev.liveshelf.stock.Event;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer. Whoever comes first, and only that one, makes an answer and touches the response; all others
 * find the door closed and go away.
 *
 * <pre>
 *            answer | refuse | error       made, written, completed
 *   OPEN ------------------------------&gt; ANSWERING ------------------&gt; DONE
 *     |                                                                   ^
 *     | leaveTo        the stream alone touches the response       finish |
 *     +---------------------------&gt; STREAMING -------------------------+
 * </pre>
 *
 * The container takes request and response back when its callbacks return. So they wait, for the microseconds it takes (a page
 * is made in a millisecond; a copy's response is ended some milliseconds after), until whoever is answering on another thread is
 * done: on Tomcat one answer else ended up in another one's connection.
 */
final class Exchange implements AsyncListener {

    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private enum State {
        OPEN,
        ANSWERING,
        STREAMING,
        DONE
    }

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long PAUSE_NANOS = 100_000;
    private static final Answer LAST_RESORT = new Answer(
            500,
            Answer.PROBLEM,
            Map.of(),
            "{\"title\":\"Something went wrong on our side\",\"status\":500,\"detail\":\"Try again.\"}"
                    .getBytes(StandardCharsets.UTF_8));

    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Problems problems;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile @Nullable Thread answering;
    private volatile @Nullable Seat seat;
    private volatile @Nullable Runnable cutOff;

    Exchange(AsyncContext async, HttpServletRequest request, HttpServletResponse response, Problems problems) {
        this.async = async;
        this.request = request;
        this.response = response;
        this.problems = problems;
        async.setTimeout(0); // our own clock: a container's timeout races complete()
        async.addListener(this);
    }

    /** Returns the request: for the thread that brings it, and for who makes the answer. In between it may be gone. */
    HttpServletRequest request() {
        return request;
    }

    /** Returns where work is done that takes long: on a thread of the container's that reads no requests meanwhile. */
    Executor aside() {
        return async::start;
    }

    /**
     * Answers with what a stage brings, or with what went wrong on the way.
     *
     * @param how as in {@link #answer(Supplier)}; the stage itself must leave the request alone, whose caller may have hung up
     */
    <T> void answer(CompletionStage<T> stage, Function<T, Answer> how) {
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                answer(() -> how.apply(result));
            } else {
                refuse(failure);
            }
        });
    }

    /** Makes an answer and gives it, unless somebody has; if it cannot be made, says so. Any thread, does not block. */
    void answer(Supplier<Answer> how) {
        answer(how, null);
    }

    /**
     * The same, if possible by a copy of what somebody else has just been given.
     *
     * @param how may look at the request: the container has that, too, back when the exchange is done
     * @param copies gives the body to the caller if it can, and then has the response ended by and by
     */
    void answer(Supplier<Answer> how, @Nullable BiPredicate<byte[], Runnable> copies) {
        if (claim()) {
            Answer answer = make(how);
            if (copies == null || !copies.test(answer.body(), this::endTold)) {
                write(answer, /* isModel= */ copies != null);
            }
        }
    }

    /** Answers with what went wrong; if somebody has answered, a fault of ours is still logged. Any thread, does not block. */
    void refuse(Throwable failure) {
        if (claim()) {
            write(make(() -> problems.answer(request, failure)), /* isModel= */ false);
        } else {
            problems.log(failure);
        }
    }

    private boolean claim() {
        boolean first = state.compareAndSet(State.OPEN, State.ANSWERING);
        if (first) {
            answering = Thread.currentThread();
        }
        return first;
    }

    /** Whatever happens, there is an answer: no clock but ours would ever end this exchange. */
    private Answer make(Supplier<Answer> how) {
        try {
            return how.get();
        } catch (RuntimeException | Error failure) {
            try {
                return problems.answer(request, failure);
            } catch (RuntimeException | Error evenThat) {
                LOG.log(Level.ERROR, Event.of("problem_failed"), evenThat);
                return LAST_RESORT;
            }
        }
    }

    /** Ends the response of a caller who has the answer already. */
    private void endTold() {
        answering = Thread.currentThread();
        finish();
    }

    /**
     * @param isModel whether others may get a copy of it. By itself it would have the date of its request, and browsers go by
     *     the dates of answers that come at once
     */
    private void write(Answer answer, boolean isModel) {
        try {
            Manners.show(request, response);
            if (isModel) {
                response.setDateHeader("Date", System.currentTimeMillis());
            }
            answer.writeTo(response);
        } catch (IOException | RuntimeException gone) {
            // The caller has left, or the container has closed under us: nobody is there to be told.
        } finally {
            complete();
            state.set(State.DONE);
        }
    }

    /** Answers with why there is no seat, or makes known where this exchange waits: it leaves there if the connection breaks. */
    void waitsOn(CompletionStage<Seat> place) {
        place.whenComplete((taken, failure) -> {
            if (failure == null) {
                waitsOn(taken);
            } else {
                refuse(failure);
            }
        });
    }

    private void waitsOn(Seat place) {
        seat = place;
        if (state.get() == State.DONE) {
            place.leave();
        }
    }

    /**
     * Leaves the response to a stream, unless somebody has answered already.
     *
     * @param cutOff ends the stream, which then calls {@link #finish}; called by the container when the connection broke
     * @return the response, or null if it is answered
     */
    @Nullable
    HttpServletResponse leaveTo(Runnable cutOff) {
        this.cutOff = cutOff;
        if (!state.compareAndSet(State.OPEN, State.STREAMING)) {
            return null;
        }
        Manners.show(request, response);
        return response;
    }

    /** Says which thread is in the stream's response now; null for none. */
    void isWriting(@Nullable Thread thread) {
        answering = thread;
    }

    /** Ends the response, and leaves the place where it waited. */
    void finish() {
        complete();
        state.set(State.DONE);
        leave();
    }

    private void leave() {
        Seat place = seat;
        if (place != null) {
            place.leave();
        }
    }

    /**
     * The connection broke; or, on Jetty's distribution, the server is stopping and the caller is still there. To leave
     * the response empty would tell that caller 200.
     */
    @Override
    public void onError(AsyncEvent event) {
        leave();
        end();
        awaitDone();
        leave(); // a seat that was given meanwhile
    }

    /** Comes in spite of a timeout of 0 from Tomcat, for all who wait when the application stops. */
    @Override
    public void onTimeout(AsyncEvent event) {
        Seat place = seat;
        if (place != null) {
            place.endSoon();
        }
        awaitDone(); // a change under way is answered by its engine
        end();
        leave(); // a seat that was given meanwhile
    }

    private void end() {
        answer(() -> problems.parting(request));
        Runnable stream = cutOff; // looked at after answering: if a stream was faster, it has said how to end it
        if (stream != null && state.get() == State.STREAMING) {
            stream.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void awaitDone() {
        if (answering == Thread.currentThread()) {
            return; // the container tells us from within our own write
        }
        long start = System.nanoTime();
        while (state.get() != State.DONE && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException ended) {
            // The container was faster.
        }
    }
}
