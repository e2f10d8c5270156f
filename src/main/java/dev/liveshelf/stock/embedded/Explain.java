package dev.liveshelf.stock.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Says in people's words why a directory cannot be opened, and what to do. */
final class Explain {

    private Explain() {}

    static IllegalStateException refusal(Path directory, Exception cause) {
        return new IllegalStateException(words(directory, cause), cause);
    }

    private static String words(Path directory, Exception cause) {
        if (isLocked(cause)) {
            return "The data directory " + directory
                    + " is in use by another Liveshelf. Stop that one, or choose another "
                    + "directory: liveshelf.data";
        }
        Damaged damaged = damage(cause);
        if (damaged != null) {
            return "The data in " + directory + " is damaged, cut off or exchanged: " + damaged.getMessage()
                    + ". Move both files away and put back the stock.mv of a backup, without a stock.seq; or, to go on "
                    + "with what can still be read, delete stock.seq";
        }
        if (cause instanceof MVStoreException
                || cause instanceof IOException
                || cause instanceof UncheckedIOException) {
            return "The data directory " + directory
                    + " cannot be written. Let this user write there, or choose another " + "directory: liveshelf.data";
        }
        return "The data in " + directory + " cannot be read: " + cause.getMessage() + ". Choose another directory: "
                + "liveshelf.data";
    }

    /** Says why a store that was open can go on no more, and what to do; null if nobody foresaw it. */
    static @Nullable String stopped(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (said.contains("No space left")
                    || said.contains("not enough space")
                    || said.contains("quota exceeded")) {
                return "The disk is full, and the store has stopped; make room, and it goes on";
            }
            if (said.contains("Read-only file system")) {
                return "The disk has become read-only, and the store has stopped; look why: it goes on when that can be written";
            }
            if (said.contains("Too many open files")) {
                return "No file handle was left, and the store has stopped; raise ulimit -n, and restart";
            }
            if (said.contains("Input/output error")) {
                return "The disk fails, and the store has stopped; look after it: it goes on when that can be written";
            }
        }
        return null;
    }

    private static boolean isLocked(Exception cause) {
        return cause instanceof MVStoreException of && of.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    /** Returns what is damaged, wherever in the causes it is said; or null. */
    private static @Nullable Damaged damage(@Nullable Throwable cause) {
        if (cause == null || cause instanceof Damaged) {
            return (Damaged) cause;
        }
        boolean notWhole = cause instanceof EOFException
                || (cause instanceof MVStoreException store && !isAccess(store))
                || isOfTheStore(cause);
        return notWhole ? new Damaged("stock.mv is no whole store", cause) : damage(cause.getCause());
    }

    /** Tells whether the store stumbled over what it read. What we say of it ourselves is an IllegalStateException. */
    private static boolean isOfTheStore(Throwable cause) {
        return cause instanceof RuntimeException
                && !(cause instanceof IllegalStateException
                        || cause instanceof MVStoreException
                        || cause instanceof UncheckedIOException);
    }

    /** Tells whether it is the system that will not let us read or write. */
    private static boolean isAccess(MVStoreException failure) {
        int code = failure.getErrorCode();
        return code == DataUtils.ERROR_READING_FAILED || code == DataUtils.ERROR_WRITING_FAILED;
    }
}
