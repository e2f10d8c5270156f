package dev.liveshelf.it;

import java.io.IOException;

/** Ends a process when this JVM ends, however it ends. */
public final class Leash {

    private Leash() {}

    /** A shell waits until its standard input is closed, as it is with the JVM; it goes when the process goes. */
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to be done after it
    public static void on(Process process) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "read -r line; kill -9 " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().thenRun(shell::destroyForcibly);
    }
}
