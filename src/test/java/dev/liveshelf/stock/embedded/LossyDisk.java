package dev.liveshelf.stock.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk with a few files, in memory, that can die at any write, force, or change of a name. What is there afterwards is
 * what a death leaves: everything up to it, if only the program died; what was forced, and this or that of what was done
 * since, if the power went. Of the last write perhaps a part.
 */
final class LossyDisk {

    private final boolean lies;
    private Map<String, LossyContent> files = new TreeMap<>();
    private Map<String, LossyContent> forced = Map.of();
    private int renamed;
    private long operationsLeft = Long.MAX_VALUE;
    private boolean forgets;
    private Random random = new Random(0);

    /** @param lies whether it forces nothing, though it says so */
    LossyDisk(boolean lies) {
        this.lies = lies;
    }

    synchronized void dieAfter(int operations, Random how) {
        operationsLeft = operations;
        random = new Random(how.nextLong());
    }

    /**
     * Fails after so many operations, until it is healed. What it was to force when it failed never gets there, though it can
     * be read: so does Linux.
     */
    synchronized void failAfter(int operations, Random how) {
        dieAfter(operations, how);
        forgets = true;
    }

    synchronized void heal() {
        operationsLeft = Long.MAX_VALUE;
        forgets = false;
    }

    /** Tells whether the force that is to come fails, and what it was to force is forgotten. */
    boolean forgetsNow() {
        return forgets && operationsLeft <= 1;
    }

    synchronized boolean isDead() {
        return operationsLeft <= 0;
    }

    /** Begins again with what is left. */
    synchronized void restart(Random how) {
        restart(how, how.nextBoolean());
    }

    /** Begins again after a loss of power, with what is left of what was not forced. */
    synchronized void losePower(Random how) {
        restart(how, /* powerWent= */ true);
    }

    private void restart(Random how, boolean powerWent) {
        if (powerWent && how.nextBoolean()) {
            files = new TreeMap<>(forced);
        }
        for (LossyContent content : files.values()) {
            content.restart(powerWent, how);
        }
        forced = Map.copyOf(files);
        heal();
    }

    synchronized LossyContent open(String name) {
        return files.computeIfAbsent(name, absent -> new LossyContent(this));
    }

    synchronized boolean exists(String name) {
        return files.containsKey(name);
    }

    synchronized void delete(String name) throws IOException {
        requireLife();
        files.remove(name);
        requireLeft();
    }

    /** In the place of what had that name before. */
    synchronized void rename(String name, String to) throws IOException {
        requireLife();
        LossyContent content = files.remove(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        files.put(to, content);
        renamed++;
        requireLeft();
    }

    /** Returns how often a file has taken the place of another. */
    synchronized int renamed() {
        return renamed;
    }

    synchronized void forceNames() throws IOException {
        requireLife();
        if (!lies) {
            forced = Map.copyOf(files);
        }
        requireLeft();
    }

    boolean lies() {
        return lies;
    }

    /** Returns how much of the next write this disk lives to see. */
    int livesFor(int bytes, int sector) {
        return operationsLeft == 1 ? random.nextInt(1 + bytes / sector) * sector : bytes;
    }

    void requireLife() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("The disk is dead");
        }
        operationsLeft--;
    }

    /** What was asked for is done, but nobody hears of it. */
    void requireLeft() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("The disk has just died");
        }
    }
}
