package dev.liveshelf.stock.embedded;

import org.h2.mvstore.MVStore;

/**
 * Keeps the file small. Each commit writes a new chunk behind the others; a chunk can be used again once nothing in it is
 * needed any more. So what is still needed of the emptiest chunks is written anew, with the next commit. A million holds
 * and releases of 1,000 items left a file of 1,115 MB without it, of 160 MB with it, for a tenth of the writer's time
 * (2 MB take about 2 ms).
 *
 * <p>By nothing but commits. The store has another way to make its file small, which moves chunks in place; killed in the
 * middle of that, it could not be opened again.
 */
final class Compaction {

    /**
     * How long a chunk that is not needed any more stays readable. We sync after each commit, so by then what took its
     * place is on disk. But the beginning of the file may still lead through it to the newest commit; a death then leaves
     * an older one in sight, and {@link Cellar} has to look through the whole file. At 25,000 changes a second it costs
     * about 40 MB.
     */
    private static final int RETENTION_MILLIS = 1_000;

    /** A smaller file is small enough. */
    private static final long SMALL = 16 << 20;

    private static final int EVERY_COMMITS = 8;
    private static final int FILL_PERCENT = 50;
    private static final int BYTES = 2 << 20;

    private final MVStore store;
    private final long small;
    private long last;

    Compaction(MVStore store) {
        this(store, RETENTION_MILLIS, SMALL);
    }

    Compaction(MVStore store, int retentionMillis, long small) {
        this.store = store;
        this.small = small;
        store.setRetentionTime(retentionMillis);
    }

    /** Behind a commit that is on disk. What it writes is durable, and the space is won, with later commits. */
    void tidy() {
        long commit = store.getCurrentVersion();
        if (commit - last >= EVERY_COMMITS && store.getFileStore().size() > small) {
            store.compact(FILL_PERCENT, BYTES);
            last = commit;
        }
    }
}
