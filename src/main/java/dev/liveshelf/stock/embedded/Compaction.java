package dev.liveshelf.stock.embedded;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Keeps the file small. Each commit writes a new chunk behind the others; a chunk can be used again once nothing in it is
 * needed any more. So what is still needed of the emptiest chunks is written anew, with the next commit. A million holds
 * and releases of 1,000 items left a file of 1,115 MB without it, of 140 MB with it, for a tenth of the writer's time
 * (2 MB take about 2 ms).
 */
final class Compaction {

    /**
     * How long a chunk that is not needed any more stays readable. We sync after each commit, so by then what took its
     * place is on disk; this is for a disk whose sync comes late. At 25,000 changes a second it costs about 40 MB.
     */
    private static final int RETENTION_MILLIS = 1_000;

    /** A smaller file is small enough. */
    private static final long SMALL = 16 << 20;

    private static final int EVERY_COMMITS = 8;
    private static final int FILL_PERCENT = 50;
    private static final int BYTES = 2 << 20;

    /** At the end there is more time: past this the last chunks are written again and again, and little is won. */
    private static final int CLOSING_FILL_PERCENT = 80;

    private static final int CLOSING_BYTES = 16 << 20;
    /** One to write everything anew, one for what the first has left behind, one to be sure. */
    private static final int CLOSING_PASSES = 3;

    private static final long CLOSING_NANOS = 5_000_000_000L;

    private final MVStore store;
    private int commits;

    Compaction(MVStore store) {
        this.store = store;
        store.setRetentionTime(RETENTION_MILLIS);
    }

    /** After a commit that is on disk. What it writes is durable, and the space is won, with later commits. */
    void committed() {
        if (++commits % EVERY_COMMITS == 0 && store.getFileStore().size() > SMALL) {
            store.compact(FILL_PERCENT, BYTES);
        }
    }

    /**
     * Makes the file as small as five seconds allow: 54 MB of a shelf at full size became 21 MB in 3 s. Not by the store's own
     * way of closing, which wins nothing from many small chunks. Both would go on with a small file to the last
     * millisecond, for each pass leaves a chunk that is not full: so there are only as many passes as the file is worth.
     */
    void closing() {
        long start = System.nanoTime();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        long passes = CLOSING_PASSES + store.getFileStore().size() / CLOSING_BYTES;
        while (passes-- > 0
                && System.nanoTime() - start < CLOSING_NANOS
                && store.compact(CLOSING_FILL_PERCENT, CLOSING_BYTES)) {
            store.commit();
            store.sync();
        }
        store.commit();
        store.sync();
        if (store.getFileStore() instanceof RandomAccessStore file) {
            file.compactMoveChunks(100, Long.MAX_VALUE, store);
        }
    }
}
