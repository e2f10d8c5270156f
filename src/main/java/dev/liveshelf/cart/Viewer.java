package dev.liveshelf.cart;

import java.time.Duration;
import java.util.List;

/**
 * Someone waiting for news of items. Called on a lane, always the same one, so never by two threads at once (but
 * when the shop has closed and the lanes with it, by whoever finds it still there); must not block, for everyone behind it
 * on that lane waits.
 */
public interface Viewer {

    /** Longer than any wait. */
    Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Hears of the items that have changed since the versions it knows. At least one. */
    void tell(List<News> changed);

    /** Hears that its wait is over, by time, by shutdown or for a newer viewer, and the level of every item it watches. */
    void end(List<News> all);

    /**
     * Tells whether it goes on waiting after {@link #tell}: an event stream does, a long poll does not. One who stays is
     * first told every item it watches, and then what changes.
     */
    default boolean stays() {
        return false;
    }

    /** Hears that the time is over that it last gave as {@link #untilBeat}. */
    default void beat() {}

    /** Returns how long from now until it wants to hear the next {@link #beat}: never, unless it says so. */
    default Duration untilBeat() {
        return NEVER;
    }
}
