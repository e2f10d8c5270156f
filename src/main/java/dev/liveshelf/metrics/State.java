package dev.liveshelf.metrics;

import dev.liveshelf.stock.Vitals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How all is at a moment, and what is wrong with that. Everybody may read it, so there is no address in it, and no path.
 *
 * @param engine why the engine does not answer; null while it does
 * @param closing whether viewers are being sent away
 * @param viewersLimit that has been met; 0 if it has not
 * @param clockBehind how far the clock is behind the latest that it has shown
 */
record State(
        @Nullable String engine,
        Vitals vitals,
        Machine machine,
        boolean closing,
        int viewersLimit,
        Duration clockBehind) {

    /** Clocks are set right by less than that all the time. */
    private static final Duration SET_BACK = Duration.ofSeconds(2);

    /** What a busy shop writes in some minutes. */
    private static final long LITTLE_DISK = 100L << 20;

    /** Past it the JVM collects more than it serves. */
    private static final double FULL_HEAP = 0.9;

    private static final double MANY_FILES = 0.9;
    private static final long MEGA = 1 << 20;

    /** Returns what is wrong, in words that say what to do. */
    Map<Trouble, String> troubles() {
        Map<Trouble, String> troubles = new EnumMap<>(Trouble.class);
        String away = vitals.trouble() != null ? vitals.trouble() : engine;
        if (closing) {
            troubles.put(
                    Trouble.CLOSING,
                    "The shop is closing: whoever waits is sent away, to come back to another node or a little later.");
        } else if (away != null) {
            troubles.put(Trouble.ENGINE, away + ". What needs it gets 503 until that is over.");
        }
        if (vitals.diskBytes() >= 0 && vitals.diskBytes() < LITTLE_DISK) {
            troubles.put(
                    Trouble.DISK,
                    "The disk of the data directory is nearly full: " + vitals.diskBytes() / MEGA
                            + " MB are left. A full disk stops the store: make room.");
        }
        if (machine.heapFull() >= FULL_HEAP) {
            troubles.put(
                    Trouble.HEAP,
                    "The heap is nearly full: " + Math.round(100 * machine.heapFull())
                            + " % of what is for long-lived things are in use, of a heap of "
                            + machine.heapLimit() / MEGA
                            + " MB. Give it more (-Xmx), or lower liveshelf.viewers.limit.");
        }
        if (machine.openFilesLimit() > 0 && machine.openFiles() >= MANY_FILES * machine.openFilesLimit()) {
            troubles.put(
                    Trouble.FILES,
                    "File handles run out: " + machine.openFiles() + " of " + machine.openFilesLimit()
                            + " are in use, one for each connection. Past that nobody gets in. Raise ulimit -n.");
        }
        if (viewersLimit > 0) {
            troubles.put(
                    Trouble.VIEWERS,
                    "The waiting room is full: " + viewersLimit + " viewers wait, as many as liveshelf.viewers.limit"
                            + " allows. More are told to come back later; carts go on. Raise it, or add a node.");
        }
        if (clockBehind.compareTo(SET_BACK) > 0) {
            troubles.put(
                    Trouble.CLOCK,
                    "The clock was set back, by " + clockBehind.toSeconds()
                            + " s as it is now. What was in carts before"
                            + " stays there longer by that, where the stock is not in Redis. Look why (chronyd,"
                            + " timedatectl).");
        }
        return troubles;
    }
}
