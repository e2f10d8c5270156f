package dev.liveshelf.cart;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Whether there is memory for another viewer: each takes some for as long as it waits, which carts do not. */
interface Heap {

    /** Never ends. */
    Heap ENDLESS = viewers -> false;

    /**
     * Tells whether nobody more should come in.
     *
     * @param viewers who wait now
     */
    boolean isNearlyFull(int viewers);

    /** Returns that of this JVM. One thread may look. */
    static Heap ofThisJvm() {
        MemoryPoolMXBean oldest = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .filter(pool -> pool.getUsage().getMax() > 0)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
                .orElse(null);
        return new Pool(oldest);
    }

    /** The part of a heap where things end up that stay; null if it cannot be told. */
    final class Pool implements Heap {

        private static final double FULL = 0.9;

        /** So many of a hundred have left since it was full: it may be less so, which only a collection shows. */
        private static final int WORTH_A_LOOK = 10;

        private final @Nullable MemoryPoolMXBean pool;
        private int viewersThen = -1;

        Pool(@Nullable MemoryPoolMXBean pool) {
            this.pool = pool;
        }

        @Override
        public boolean isNearlyFull(int viewers) {
            if (pool == null || !isNearlyFull(pool)) {
                viewersThen = -1;
                return false;
            }
            if (viewersThen < 0) {
                viewersThen = viewers;
            } else if (viewers * 100L <= viewersThen * (100L - WORTH_A_LOOK) && viewersThen > 0) {
                viewersThen = viewers;
                System.gc(); // nobody new comes in, so the next one by itself might be far
                return isNearlyFull(pool);
            }
            return true;
        }

        /** By what was left after the last collection; or by what there is now, if that is less. */
        private static boolean isNearlyFull(MemoryPoolMXBean pool) {
            long left = Math.min(
                    pool.getCollectionUsage().getUsed(), pool.getUsage().getUsed());
            return left >= FULL * pool.getUsage().getMax();
        }
    }
}
