package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A store that is open: its files, and the books in them. After a fault of the disk it is given up, and another is opened in
 * the same directory.
 *
 * @param cellar its files
 * @param books what is written there
 */
record Opened(Cellar cellar, Books books) {

    /** What there must be on the disk before it is tried again: more than a commit and a {@link Compaction} write at once. */
    private static final long ROOM = 8 << 20;

    /** How stores of one directory are opened, one after the other. */
    record Opener(
            Path directory, Rules rules, Clock clock, Consumer<Item> changed, BiConsumer<Hold.End, Duration> ended) {

        /** @throws IllegalStateException if it cannot be; the message says what to do */
        Opened open() {
            Cellar cellar = Cellar.open(directory);
            try {
                Books books = new Books(cellar.maps(), cellar.epoch(), rules, clock, changed, ended);
                if (cellar.isWitnessed()) {
                    books.check();
                }
                cellar.commit();
                return new Opened(cellar, books);
            } catch (RuntimeException unreadable) {
                cellar.abandon();
                throw Explain.refusal(directory, unreadable);
            }
        }

        /**
         * Opens what is on disk once more, if that can be written again; else throws.
         *
         * @param before has met the fault, and is given up
         */
        Opened again(Opened before) {
            before.cellar.abandon();
            long room = before.cellar.diskRoom();
            if (room >= 0 && room < ROOM) {
                throw new IllegalStateException("The disk is still full");
            }
            Opened found = open();
            try {
                if (before.cellar.isForced()) {
                    found.cellar.prove();
                    return found;
                }
                found.cellar.copy();
            } catch (RuntimeException | IOException fails) {
                found.cellar.abandon();
                throw fails instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) fails;
            }
            found.cellar.abandon();
            return open();
        }
    }
}
