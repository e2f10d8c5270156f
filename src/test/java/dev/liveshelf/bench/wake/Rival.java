package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A server at which viewers wait: ours, or one that it is compared with. */
interface Rival extends AutoCloseable {

    String name();

    /** Where it listens to both viewers and changes. */
    InetSocketAddress address();

    /** Its processes that do the work. */
    List<Long> processes() throws IOException;

    /**
     * The path, with its query, at which a viewer waits.
     *
     * @param version what it was told last; empty at first
     */
    String path(Mode mode, String version);

    /** Whether it is so far behind that two rounds, with one size of crowd, say all. */
    default boolean isFar() {
        return false;
    }

    /** After how many changes, told to a thousand, it is as fast as it gets. */
    default int warmUp() {
        return 0;
    }

    /** Whether somebody who comes back too late is never told what has changed meanwhile. */
    default boolean forgets() {
        return false;
    }

    /** The request that changes the item: each time another count than before. */
    String change(int number);

    /** Returns the bytes that are live on its heap after a collection, or -1 if it has none. Takes a while. */
    default long liveHeap() throws IOException {
        return -1;
    }

    @Override
    void close() throws IOException;
}
