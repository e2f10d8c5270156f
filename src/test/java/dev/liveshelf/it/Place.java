package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Somewhere the WAR runs. */
interface Place extends AutoCloseable {
    /** Returns the address of the shop, with a slash at its end. */
    URI address();

    /** Returns what its process has said so far. */
    List<String> log();

    /** Ends it as its operator would, and waits until it has ended. */
    void stop() throws IOException;

    @Override
    void close();
}
