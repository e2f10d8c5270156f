package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Opens the store's one file, and says in people's words why it cannot. */
final class Cellar {

    /** How long closing may make the file smaller at the most. */
    private static final int COMPACT_MILLIS = 5_000;

    /**
     * How long a page that is no longer needed stays readable. The default of 45 s keeps so much that a busy shelf's
     * file grew to 881 MB in 90 s where this keeps it at 108 MB (4 MB live, 200 commits a second); with 0 a disk that
     * reorders writes could lose both the old state and the new.
     */
    private static final int RETENTION_MILLIS = 5_000;

    private Cellar() {}

    static MVStore open(Path directory) {
        Path file = directory.toAbsolutePath().resolve("stock.mv");
        try {
            Files.createDirectories(file.getParent());
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0) // else it commits by size as well, in the middle of a step
                    .compress()
                    .open();
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        } catch (IOException cannotMake) {
            throw notWritable(directory, cannotMake);
        } catch (MVStoreException cannotOpen) {
            throw explain(directory, cannotOpen);
        }
    }

    /**
     * Makes the file small, and closes it. 239 MB became 40 MB in 0.3 s, so this allows a multiple of that; but not more,
     * for with a small file the store often goes on to the last allowed millisecond (5 s for 45 KB), getting nowhere.
     */
    static void close(MVStore store) {
        long megabytes = store.getFileStore().size() >> 20;
        store.close((int) Math.min(COMPACT_MILLIS, 50 + 10 * megabytes));
    }

    private static IllegalStateException explain(Path directory, MVStoreException cannotOpen) {
        return switch (cannotOpen.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new IllegalStateException(
                        "The data directory " + directory + " is in use by another Liveshelf. Stop that one, or choose "
                                + "another directory: liveshelf.data",
                        cannotOpen);
            case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new IllegalStateException(
                        "The data in " + directory + " is damaged. Put back a backup, or choose another directory: "
                                + "liveshelf.data",
                        cannotOpen);
            default -> notWritable(directory, cannotOpen);
        };
    }

    private static IllegalStateException notWritable(Path directory, Exception cause) {
        return new IllegalStateException(
                "The data directory " + directory + " cannot be written. Let this user write there, or choose another "
                        + "directory: liveshelf.data",
                cause);
    }
}
