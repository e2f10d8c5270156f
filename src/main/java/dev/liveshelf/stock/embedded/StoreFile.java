package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * The file of the store, written in order. At its beginning it says where its newest commit is. The store writes that and
 * the commit itself before it forces both to disk; without power between the two, a disk may have the one and not the other,
 * and then nothing leads to the commits before it.
 */
final class StoreFile extends SingleFileStore {

    private volatile boolean forced = true;

    private StoreFile(Map<String, Object> config) {
        super(config);
    }

    /**
     * Opens the store in this file, or begins a new one there. It commits when told, and at no other time.
     *
     * @param search looks through the whole file for its newest commit, and takes for empty what cannot be read
     */
    static MVStore openStore(Path path, boolean search) {
        StoreFile file = new StoreFile(search ? Map.of("recoveryMode", 1) : Map.of());
        Object found = key(path);
        file.open(path.toString(), /* readOnly= */ false, /* encryptionKey= */ null);
        try {
            if (found != null && !found.equals(key(path))) {
                // Whoever had it put a FreshCopy in its place before we had the lock: what we opened is nobody's file.
                throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_LOCKED, "The file has just been replaced");
            }
            return new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0) // else it commits by size as well, in the middle of a step
                    .compress()
                    .open();
        } catch (RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** Returns what tells a file from another of the same name; or null if there is none, or no way to tell. */
    private static @Nullable Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException none) {
            return null;
        }
    }

    @Override
    public void sync() {
        try {
            super.sync();
        } catch (RuntimeException failed) {
            forced = false;
            throw failed;
        }
    }

    /** Tells whether no force has failed. */
    boolean isForced() {
        return forced;
    }

    @Override
    protected void writeFully(SFChunk chunk, long at, ByteBuffer bytes) {
        if (at == 0) {
            sync(); // what the beginning is about to lead to
        }
        super.writeFully(chunk, at, bytes);
    }
}
