package dev.liveshelf.stock.embedded;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
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

    /** @param search looks through the whole file for its newest commit */
    static StoreFile open(Path path, boolean search) {
        StoreFile file = new StoreFile(search ? Map.of("recoveryMode", 1) : Map.of());
        file.open(path.toString(), /* readOnly= */ false, /* encryptionKey= */ null);
        return file;
    }

    @Override
    protected void writeFully(SFChunk chunk, long at, ByteBuffer bytes) {
        if (at == 0) {
            sync(); // what the beginning is about to lead to
        }
        super.writeFully(chunk, at, bytes);
    }
}
