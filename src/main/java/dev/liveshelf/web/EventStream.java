package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.cart.Viewer;
import dev.liveshelf.stock.Event;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A viewer that stays: levels go out as they come, with a beat now and then. It never blocks. While its reader does not
 * keep up, only the newest level of each item is kept, and goes out when there is room again. That the reader has gone we
 * learn by writing to it, where nobody tells us.
 *
 * <pre>
 *          first news            there is room                 end, broken, cut off
 *   NEW ----------------&gt; BLOCKED ------------&gt; READY --------------------------------&gt; OVER
 *    |                     ^   |                  |                                        ^
 *    |                     +---|------------------+                                        |
 *    |                         |  more to say, and no room                                 |
 *    +-------------------------+-----------------------------------------------------------+
 *        end                      end, broken, cut off, or no room for 30 s
 * </pre>
 *
 * The lane brings news, the container brings room and trouble, perhaps both at once, perhaps one from within the other.
 * Whoever comes first works for all who come meanwhile; these only count up and go. So one thread at a time is in the
 * response, nobody waits for it, and no lock is held while we are in the container's hands.
 */
final class EventStream implements Viewer, WriteListener {

    static final String TYPE = "text/event-stream";

    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

    private enum State {
        NEW,
        BLOCKED,
        READY,
        OVER
    }

    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Jetty keeps a buffer of this size for as long as the stream lives; by itself it would be 32 KB. */
    private static final int BUFFER = 1_024;

    private final Exchange exchange;
    private final Backlog backlog;
    private final LongSupplier clock;

    private volatile boolean ending;
    private volatile boolean room;
    private volatile boolean cutOff;

    /** How many have come since nobody was at work. */
    private final AtomicInteger calls = new AtomicInteger();

    // Of whoever is at work:
    private volatile State state = State.NEW; // read by the lane as well, as is the next
    private volatile long blockedSince;
    private @Nullable Outlet out;

    /** @param clock nanoseconds since some moment */
    EventStream(Exchange exchange, EventFrames frames, LongSupplier clock) {
        this.exchange = exchange;
        this.backlog = new Backlog(frames);
        this.clock = clock;
    }

    @Override
    public boolean stays() {
        return true;
    }

    @Override
    public void tell(List<News> changed) {
        backlog.add(changed);
        work();
    }

    /** Asks whoever was sent away together to come back spread over the time that their news says. */
    @Override
    public void end(List<News> all) {
        int spread = all.stream().mapToInt(News::pollAfter).max().orElse(0);
        backlog.addRetry(1_000 + ThreadLocalRandom.current().nextLong(spread + 1L));
        ending = true;
        work();
    }

    @Override
    public void beat() {
        if (state == State.BLOCKED && blockedFor().compareTo(PATIENCE) >= 0) {
            cutOff = true;
        } else {
            backlog.addBeat();
        }
        work();
    }

    @Override
    public Duration untilBeat() {
        if (state != State.BLOCKED) {
            return BEAT;
        }
        Duration left = PATIENCE.minus(blockedFor());
        return left.compareTo(BEAT) < 0 ? left : BEAT;
    }

    @Override
    public void onWritePossible() {
        room = true;
        work();
    }

    @Override
    public void onError(Throwable broken) {
        cutOff();
    }

    private void cutOff() {
        cutOff = true;
        work();
    }

    private Duration blockedFor() {
        return Duration.ofNanos(clock.getAsLong() - blockedSince);
    }

    private void work() {
        if (calls.getAndIncrement() > 0) {
            return; // somebody is at it, perhaps ourselves
        }
        int seen = 1;
        do {
            exchange.isWriting(Thread.currentThread());
            try {
                step();
            } catch (IOException | IllegalStateException gone) {
                finish(); // the reader has left, or the container has closed under us
            } catch (RuntimeException | Error fault) {
                LOG.log(Level.ERROR, Event.of("stream_failed"), fault);
                finish();
            }
            exchange.isWriting(null);
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    private void step() throws IOException {
        if (state == State.OVER) {
            return;
        }
        boolean last = ending; // before the writing: who asks for it meanwhile makes us come again
        if (state == State.NEW) {
            if (last) {
                state = State.OVER;
                exchange.refuse(Problem.closing());
                return;
            }
            if (!backlog.isEmpty()) {
                open();
            }
        }
        if (room) {
            room = false;
            state = state == State.BLOCKED ? State.READY : state;
        }
        if (state == State.READY && !cutOff) {
            write();
        }
        if (cutOff || last) {
            finish();
        }
    }

    private void open() throws IOException {
        HttpServletResponse response = exchange.leaveTo(this::cutOff);
        if (response == null) {
            state = State.OVER;
            return;
        }
        response.setStatus(200);
        response.setContentType(TYPE);
        response.setHeader("X-Accel-Buffering", "no"); // nginx would keep all of it to itself for a while
        response.setBufferSize(BUFFER);
        backlog.addRetry(1_000 + ThreadLocalRandom.current().nextLong(4_000));
        block(); // until the container says otherwise, perhaps right now
        ServletOutputStream output = response.getOutputStream();
        out = new Outlet(exchange.request(), output, this::onWritePossible);
        out.listen(this::cutOff);
        output.setWriteListener(this);
    }

    private void block() {
        blockedSince = clock.getAsLong();
        state = State.BLOCKED;
    }

    private void write() throws IOException {
        Outlet outlet = out;
        while (outlet != null && (outlet.isUnflushed() || !backlog.isEmpty())) {
            if (!outlet.isReady()) {
                block();
                return;
            }
            byte[] next = backlog.poll();
            if (next != null) {
                outlet.write(next);
            } else {
                outlet.flush();
            }
        }
    }

    private void finish() {
        state = State.OVER;
        if (out != null) {
            out.close();
        }
        exchange.finish();
    }
}
