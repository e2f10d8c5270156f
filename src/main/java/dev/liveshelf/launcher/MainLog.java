package dev.liveshelf.launcher;

import java.util.logging.LogManager;

/**
 * The JDK's log, open to the end: the JDK closes it as soon as the JVM begins to stop, and whatever went wrong while the
 * shop closed would be lost.
 */
public final class MainLog extends LogManager {

    /** Flushes and closes it, at the very end. */
    static void close() {
        if (getLogManager() instanceof MainLog log) {
            log.reallyReset();
        }
    }

    @Override
    public void reset() {
        if (!isStopping()) {
            super.reset();
        }
    }

    private void reallyReset() {
        super.reset();
    }

    private static boolean isStopping() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
