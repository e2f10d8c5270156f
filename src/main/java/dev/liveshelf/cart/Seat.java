package dev.liveshelf.cart;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's stay in the waiting room.
 *
 * <pre>
 *           sitDown           tell (a long poll) | end | leave
 *   (new) ---------&gt; SEATED -----------------------------------&gt; LEFT
 *                    |    ^
 *                    +----+  tell, beat (an event stream)
 * </pre>
 */
public final class Seat {

    private static final System.Logger LOG = System.getLogger(Seat.class.getName());

    final Lane lane;
    final @Nullable Session session;

    /** When its wait ends, in nanoseconds of the room's clock. */
    final long deadline;

    /** When the wheel looks at it next: then, or for a beat before. Written before it is in the wheel, or by its lane. */
    private volatile long due;

    final Place wait = new Place(this);

    private final Viewer viewer;
    private final List<Interest> interests = new ArrayList<>(1);
    private final Consumer<Seat> onLeave;
    private final AtomicBoolean left = new AtomicBoolean();

    Seat(Viewer viewer, Lane lane, @Nullable Session session, long deadline, Consumer<Seat> onLeave) {
        this.viewer = viewer;
        this.lane = lane;
        this.session = session;
        this.deadline = deadline;
        this.due = deadline;
        this.onLeave = onLeave;
    }

    /** Adds an item to watch. Before {@link #sitDown} only. */
    void watch(Room room, @Nullable Version since) {
        interests.add(new Interest(
                this,
                room,
                viewer.stays()
                        ? Version.NONE
                        : since != null ? since : room.latest().level().version()));
    }

    /** Plans when the wheel is to look at it next. */
    void plan(long now) {
        long beat = viewer.untilBeat().toNanos();
        due = beat < deadline - now ? Chime.end(now, beat) : deadline;
    }

    long due() {
        return due;
    }

    boolean stays() {
        return viewer.stays();
    }

    /** Joins the list of every item it watches, and its lane's wheel. */
    void sitDown(Wheel wheel) {
        interests.forEach(Interest::join);
        wheel.add(this);
        if (left.get()) {
            removePlaces(); // told and gone while still sitting down
        }
    }

    boolean hasNews() {
        for (Interest interest : interests) {
            if (interest.hasNews()) {
                return true;
            }
        }
        return false;
    }

    boolean hasLeft() {
        return left.get();
    }

    /** Has the viewer told what was news to it when it came. Any thread. */
    void tellAtOnce(long now) {
        if (!viewer.stays()) {
            interests.stream().filter(Interest::hasNews).forEach(interest -> interest.room.tellAtOnce(now));
        }
        lane.execute(this::tell);
    }

    /** Tells the viewer what is news to it, if anything is. On the seat's lane. */
    void tell() {
        if (left.get()) {
            return;
        }
        List<News> changed = news(/* all= */ false);
        if (changed.isEmpty()) {
            return;
        }
        if (!viewer.stays()) {
            leave(); // first, so that a viewer who is back at once does not meet itself
        }
        viewer.tell(changed);
    }

    /** Ends the viewer's wait. On the seat's lane. */
    void end() {
        if (leave()) {
            viewer.end(news(/* all= */ true));
        }
    }

    /** Gives the viewer its beat, or ends its wait if that is over. On the seat's lane. */
    void comeDue(long now) {
        if (now - deadline >= 0) {
            interests.forEach(interest -> interest.room.forgetReturned(now));
            end();
        } else if (!left.get()) {
            try {
                viewer.beat();
                plan(now);
            } catch (RuntimeException | Error fault) {
                failed(fault);
            }
        }
    }

    /** Ends the viewer's wait, on its lane. Any thread. */
    public void endSoon() {
        lane.execute(this::end);
    }

    /** Tells the viewer after a room's list was taken away, and sits down again if it stays. On the seat's lane. */
    void serve(Interest interest) {
        try {
            tell();
        } catch (RuntimeException | Error fault) { // one bad viewer never stops the others
            failed(fault);
        }
        if (!left.get()) {
            interest.join();
            if (left.get()) {
                interest.remove(); // left between the look and the joining
            } else if (interest.hasNews()) { // looked at after joining: a wake meanwhile found nobody in the list
                lane.execute(this::tell);
            }
        }
    }

    /**
     * Takes the viewer out of every list it is in, without a word to it. Any thread, any number of times.
     *
     * @return whether it was still seated
     */
    public boolean leave() {
        if (!left.compareAndSet(false, true)) {
            return false;
        }
        removePlaces();
        onLeave.accept(this);
        return true;
    }

    private void failed(Throwable fault) {
        LOG.log(Level.ERROR, Event.of("viewer_failed"), fault);
        leave();
    }

    private void removePlaces() {
        interests.forEach(Interest::remove);
        wait.remove();
    }

    private List<News> news(boolean all) {
        if (interests.size() == 1) { // nearly everyone: the room's own list will do
            Interest only = interests.get(0);
            List<News> latest = only.room.latestAlone();
            return only.learn(latest.get(0)) || all ? latest : List.of();
        }
        List<News> news = new ArrayList<>();
        for (Interest interest : interests) {
            News latest = interest.room.latest();
            if (interest.learn(latest) || all) {
                news.add(latest);
            }
        }
        return news;
    }
}
