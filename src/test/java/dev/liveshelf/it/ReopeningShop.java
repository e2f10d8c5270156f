package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.Awaitility;

/** A shop that is killed and opened again while people are in it: who is cut off, tries again when it is open. */
final class ReopeningShop implements AutoCloseable {

    /** A request that must be safe to say twice. */
    interface Request<T> {
        T ask(Visitor visitor) throws IOException;
    }

    private static final int TRIES = 10;

    private final Path home;
    private final String[] options;
    private final ReentrantReadWriteLock door = new ReentrantReadWriteLock();
    private ShopProcess process; // written behind the closed door, by the one who kills; read by shoppers through it
    private int kills; // of the one who kills alone

    ReopeningShop(Path home, String... options) throws IOException {
        this.home = home;
        this.options = options;
        this.process = ShopProcess.start(home, options);
    }

    /** Kills it under whoever is in it, and opens it again. */
    void killAndReopen() throws IOException {
        ShopProcess old = process;
        old.killHard();
        door.writeLock().lock();
        try {
            process = ShopProcess.start(home, options);
            kills++;
        } finally {
            door.writeLock().unlock();
        }
    }

    int kills() {
        return kills;
    }

    Visitor visitor() {
        door.readLock().lock();
        try {
            return new Visitor(process.address());
        } finally {
            door.readLock().unlock();
        }
    }

    /** Asks until there is an answer. */
    <T> T ask(Request<T> request) {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            Visitor visitor = visitor();
            try {
                return request.ask(visitor);
            } catch (IOException cutOff) {
                last = cutOff;
                awaitAnother(visitor);
            }
        }
        throw new AssertionError("No answer in " + TRIES + " tries", last);
    }

    /** Waits until the shop stands at another address than where we were cut off. */
    private void awaitAnother(Visitor cutOff) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !visitor().isAt(cutOff));
    }

    @Override
    public void close() {
        process.close();
    }
}
