package dev.liveshelf.stock.embedded;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * The file of the store, written in order. At its beginning it says where its newest commit is. The store writes that and
 * the commit itself before it forces both to disk; without power between the two, a disk may have the one and not the other,
 * and then nothing leads to the commits before it.
 */
final class StoreFile extends SingleFileStore {

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
        file.open(path.toString(), /* readOnly= */ false, /* encryptionKey= */ null);
        try {
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

    @Override
    protected void writeFully(SFChunk chunk, long at, ByteBuffer bytes) {
        if (at == 0) {
            sync(); // what the beginning is about to lead to
        }
        super.writeFully(chunk, at, bytes);
    }
}
