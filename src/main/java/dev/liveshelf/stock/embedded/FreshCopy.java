package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;

/**
 * Makes the file of a store as small as what is in it, before the store is closed, by a copy beside it that takes its place; or
 * that of a backup. Killed at any point, there is one whole file of that name: the old one or the copy.
 *
 * <pre>
 *   stock.mv       old ----------------------------------------+-&gt; the copy
 *   stock.mv.new        copy, commit, force -&gt; rename over it -+-&gt; force the directory
 * </pre>
 *
 * <p>The store's own way of doing this moves chunks in place; killed in the middle of that, it ended at an older commit, or
 * could not be opened again.
 */
final class FreshCopy {

    /** A smaller file is small enough: copying it would take longer than reading it ever will. */
    private static final long SMALL = 256 << 10;

    /** Whoever stops us waits for it: 54 MB took a second. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int WORTH_PERCENT = 50;

    /** Entries between two commits: what the copy takes of the heap is a few megabytes. */
    private static final int AT_ONCE = 20_000;

    /** The fact that says how many commits there were before those of this file. */
    static final String BEFORE = "before";

    private final MVStore store;
    private final Maps maps;
    private final Path file;

    /** @param file whose place the copy takes: that of the store, or of a backup */
    FreshCopy(MVStore store, Maps maps, Path file) {
        this.store = store;
        this.maps = maps;
        this.file = file;
    }

    /** Tells whether less than half of the file is needed. */
    boolean pays() {
        long needed = (long) store.getFillRate() * store.getFileStore().getChunksFillRate() / 100;
        return store.getFileStore().size() > SMALL && needed < WORTH_PERCENT;
    }

    /**
     * Puts a copy in the place of the file, with all that is committed. The store is left as it was, and must be closed
     * without writing.
     *
     * @param before how many commits there have been
     * @param longest after which it gives up, and leaves the file as it is
     */
    void replace(long before, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        replace(store.getCurrentVersion(), Map.of(BEFORE, Long.toString(before)), () -> System.nanoTime() - end >= 0);
    }

    /**
     * Puts a copy in the place of the file, as the store was in a version that stays in use meanwhile.
     *
     * @param facts what is to be known otherwise of the copy
     * @param enough asked now and then: true ends it, and leaves the file as it is
     * @return whether it is done
     */
    boolean replace(long version, Map<String, String> facts, BooleanSupplier enough) throws IOException {
        Path copy = beside(file);
        remove(file);
        boolean whole = false;
        try {
            whole = write(copy, version, facts, enough);
        } finally {
            if (!whole) {
                FileUtils.tryDelete(copy.toString());
            }
        }
        if (whole) {
            FileUtils.moveAtomicReplace(copy.toString(), file.toString());
            forceDirectory(file);
        }
        return whole;
    }

    /** @return whether all is there */
    private boolean write(Path copy, long version, Map<String, String> facts, BooleanSupplier enough) {
        MVStore fresh = StoreFile.openStore(copy, /* search= */ false);
        try {
            for (MVMap<?, ?> map : maps.all()) {
                if (!write(map, version, fresh, enough)) {
                    return false;
                }
            }
            new Maps(fresh).facts().putAll(facts);
            fresh.commit();
            fresh.sync();
            return true;
        } finally {
            fresh.closeImmediately();
        }
    }

    private static <K, V> boolean write(MVMap<K, V> map, long version, MVStore to, BooleanSupplier enough) {
        var types = new MVMap.Builder<K, V>().keyType(map.getKeyType()).valueType(map.getValueType());
        MVMap<K, V> fresh = to.openMap(map.getName(), types);
        Cursor<K, V> cursor = map.openVersion(version).cursor(null);
        for (int entries = 1; cursor.hasNext(); entries++) {
            K key = cursor.next();
            fresh.put(key, cursor.getValue());
            if (entries % AT_ONCE == 0) {
                to.commit();
                if (enough.getAsBoolean()) {
                    return false;
                }
            }
        }
        return !enough.getAsBoolean();
    }

    /** Takes away a copy that was not finished. Whoever calls it has the store open. */
    static void remove(Path file) {
        FileUtils.delete(beside(file).toString());
    }

    /** Makes durable what the directory says of this file: that it is there, and which one it is. */
    static void forceDirectory(Path file) throws IOException {
        FileChannel directory;
        try {
            directory = FilePath.get(file.toString()).getParent().open("r");
        } catch (IOException unsupported) {
            return; // Windows opens no directory, and needs none of this
        }
        try (directory) {
            directory.force(true);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
