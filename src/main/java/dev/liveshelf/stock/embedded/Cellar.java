package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.embedded.Witness.Testimony;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The two files of a directory: {@code stock.mv}, the store, and {@code stock.seq}, its {@link Witness}. Opens them, makes
 * durable what was written, and closes them. One at a time, and by one thread at a time.
 */
final class Cellar implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Cellar.class.getName());

    /** Bumped when what is written cannot be read by older programs. */
    private static final String FORMAT = "8";

    private final Path mv;
    private final @Nullable FileStore disk;
    private final MVStore store;
    private final Maps maps;
    private final Compaction compaction;
    private final String epoch;
    private final long before;
    private final Witness witness;
    private final boolean witnessed;

    private Cellar(MVStore store, Path mv, Path seq) throws IOException {
        this.mv = mv;
        this.disk = disk(mv);
        this.store = store;
        this.compaction = new Compaction(store);
        if (store.hasMap("facts")) {
            throw new IllegalStateException("it was written in a format before " + FORMAT);
        }
        maps = new Maps(store);
        MVMap<String, String> facts = maps.facts();
        String format = facts.computeIfAbsent("format", key -> FORMAT);
        if (!format.equals(FORMAT)) {
            throw new IllegalStateException("it was written in format " + format + ", this program reads " + FORMAT);
        }
        before = before(facts);
        Testimony said = Witness.read(seq);
        witnessed = said != null;
        if (said == null) {
            if (facts.put("epoch", newEpoch()) != null) {
                LOG.log(Level.WARNING, Event.of("witness_missing", "file", seq, "then", "its versions begin anew"));
            }
        } else if (!said.epoch().equals(facts.get("epoch")) || said.commit() > commits()) {
            throw new Damaged("stock.mv ends at commit " + commits() + " of those that stock.seq knows, "
                    + said.commit() + " or more");
        }
        epoch = Objects.requireNonNull(facts.get("epoch"));
        store.commit();
        store.sync();
        FreshCopy.remove(mv);
        FreshCopy.forceDirectory(mv);
        witness = Witness.open(seq, new Testimony(epoch, commits()));
    }

    /**
     * Opens the files in this directory, or begins new ones there.
     *
     * @throws IllegalStateException if they are in use, cannot be written, are damaged or were written by another program;
     *     the message says what to do
     */
    static Cellar open(Path directory) {
        Path absolute = directory.toAbsolutePath();
        try {
            try {
                return openAsFound(absolute);
            } catch (Damaged atFirstSight) {
                findNewest(absolute, atFirstSight);
                return openAsFound(absolute);
            }
        } catch (IOException | RuntimeException refused) {
            throw Explain.refusal(directory, refused);
        }
    }

    private static Cellar openAsFound(Path directory) throws IOException {
        Files.createDirectories(directory);
        MVStore store = StoreFile.openStore(mv(directory), /* search= */ false);
        try {
            return new Cellar(store, mv(directory), seq(directory));
        } catch (IOException | RuntimeException refused) {
            store.closeImmediately();
            throw refused;
        }
    }

    /**
     * Looks through the whole file for its newest commit, and puts another behind it that is found at once. After a death the
     * store may be content with an older one, if that is the first it meets that is whole; only the witness knows better.
     * Whether everything can be read is not asked here: in this mode the store takes for empty what it cannot read.
     *
     * @throws Damaged as at first sight, if there is none that the witness would accept
     */
    private static void findNewest(Path directory, Damaged atFirstSight) throws IOException {
        Testimony said = Witness.read(seq(directory));
        MVStore store;
        try {
            store = StoreFile.openStore(mv(directory), /* search= */ true);
        } catch (RuntimeException unreadable) {
            throw atFirstSight;
        }
        try {
            MVMap<String, String> facts = new Maps(store).facts();
            long commits = before(facts) + store.getCurrentVersion();
            if (said == null || commits < said.commit()) {
                throw atFirstSight;
            }
            LOG.log(
                    Level.WARNING,
                    Event.of("recovered", "directory", directory, "from", String.valueOf(atFirstSight.getMessage())));
            facts.put("recovered", Long.toString(commits));
            store.commit();
            store.sync();
        } finally {
            store.closeImmediately();
        }
    }

    /** Returns how many commits there have been, in this file and those it is a copy of. */
    private long commits() {
        return before + store.getCurrentVersion();
    }

    private static long before(MVMap<String, String> facts) {
        return Long.parseLong(facts.getOrDefault(FreshCopy.BEFORE, "0"));
    }

    private static Path mv(Path directory) {
        return directory.resolve("stock.mv");
    }

    private static Path seq(Path directory) {
        return directory.resolve("stock.seq");
    }

    Maps maps() {
        return maps;
    }

    MVStore store() {
        return store;
    }

    /** Returns how large the store is, in bytes; -1 if that cannot be told. Any thread. */
    long size() {
        try {
            return Files.size(mv);
        } catch (IOException unknown) {
            return -1;
        }
    }

    /** Returns how much room its disk has left, in bytes; -1 if that cannot be told. Any thread. */
    long diskRoom() {
        try {
            return disk == null ? -1 : disk.getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    /** Once: to find it Java reads all that is mounted, which took a tenth of a percent of a core, each second. */
    private static @Nullable FileStore disk(Path file) {
        try {
            return Files.getFileStore(file);
        } catch (IOException | UnsupportedOperationException unknown) {
            return null;
        }
    }

    /** Returns what all versions of this directory begin with; another one after its history was lost. */
    String epoch() {
        return epoch;
    }

    /** Tells whether this is a store that must be whole: not a new one, nor one whose witness somebody has taken away. */
    boolean isWitnessed() {
        return witnessed;
    }

    /**
     * Makes durable what was written since the last time. After a failure nothing can be written any more.
     *
     * @return whether there was anything
     */
    boolean commit() {
        if (!store.hasUnsavedChanges()) {
            return false;
        }
        try {
            store.commit();
            store.sync();
            witness.saw(new Testimony(epoch, commits()));
            return true;
        } catch (RuntimeException | Error fault) {
            store.closeImmediately(); // what it holds and what is on disk may differ
            throw fault;
        }
    }

    /**
     * Tells whether all that the store has ever forced went to disk. After a force that failed, the system may go on showing
     * what never got there, and never try again.
     */
    boolean isForced() {
        return ((StoreFile) store.getFileStore()).isForced();
    }

    /** Writes something, and forces it: then this can be done again. */
    void prove() {
        maps.facts().put("reopened", Long.toString(commits()));
        commit();
    }

    /** Puts a copy of all that can be read in the place of the file, however long it takes; this cellar must then be abandoned. */
    void copy() throws IOException {
        new FreshCopy(store, maps, mv).replace(commits(), Duration.ofHours(1));
    }

    /** Keeps the file small, after a commit. Takes a few milliseconds now and then. */
    void tidy() {
        compaction.tidy();
    }

    /**
     * Copies a version that stays in use into {@code backup/stock.mv}, in the place of the last backup. Its epoch is another, so
     * that it is not taken for the store it comes from. Any thread, one at a time.
     *
     * @param enough asked now and then: true ends it
     * @throws Refusal.NoBackup if it cannot be, with the reason
     */
    Path backup(long version, BooleanSupplier enough) {
        try {
            Path file = mv(Files.createDirectories(mv.resolveSibling("backup")));
            long room = Files.getFileStore(file.getParent()).getUsableSpace();
            if (room < 2 * Files.size(mv)) {
                throw new Refusal.NoBackup("There are only " + (room >> 20) + " MB left for it. Make room in "
                        + file.getParent() + ", or let that be a link to another disk");
            }
            if (!new FreshCopy(store, maps, file).replace(version, Map.of("epoch", newEpoch()), enough)) {
                throw new Refusal.NoBackup("The shop is closing. Copy stock.mv once it is closed");
            }
            return file;
        } catch (IOException | MVStoreException failed) {
            throw new Refusal.NoBackup("It cannot be written: " + failed.getMessage());
        }
    }

    /** Undoes what was written since the last commit. */
    void rollback() {
        store.rollback();
    }

    /** Closes the files, small if that pays. */
    @Override
    public void close() {
        if (!store.isClosed()) {
            try {
                commit();
                FreshCopy copy = new FreshCopy(store, maps, mv);
                if (copy.pays()) {
                    copy.replace(commits(), FreshCopy.LONGEST);
                }
            } catch (IOException | RuntimeException fault) {
                LOG.log(Level.ERROR, Event.of("close_failed", "but", "all that was answered is on disk"), fault);
            }
            store.closeImmediately();
        }
        witness.close();
    }

    /** Closes the files as they are, without writing. */
    void abandon() {
        store.closeImmediately();
        witness.close();
    }

    /** Six letters and figures: two billion values, for something that happens once in the life of a directory. */
    private static String newEpoch() {
        long random = ThreadLocalRandom.current().nextLong(60_466_176L, 2_176_782_336L);
        return Long.toString(random, Character.MAX_RADIX);
    }
}
