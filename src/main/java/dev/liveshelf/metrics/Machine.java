package dev.liveshelf.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the process has of its machine; -1 for what cannot be told.
 *
 * @param openFiles sockets, pipes and files
 * @param openFilesLimit the most there may be
 * @param heapUsed bytes, garbage included
 * @param heapLimit bytes
 * @param heapFull which part of its limit is in use for long-lived things, garbage left out: 0 to 1
 */
record Machine(long openFiles, long openFilesLimit, long heapUsed, long heapLimit, double heapFull) {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Looks. Before Linux 6.2, with 20,000 open files, it takes some milliseconds. */
    static Machine look() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        boolean counts = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
        long limit = counts ? unix().getMaxFileDescriptorCount() : -1;
        return new Machine(
                counts ? openFiles(OPEN_FILES, unix()::getOpenFileDescriptorCount, limit) : -1,
                limit,
                heap.getUsed(),
                heap.getMax(),
                oldest().map(Machine::full).orElse(-1.0));
    }

    /**
     * Linux 6.2 and later have the number as the directory's size. Else they are counted one by one, and to do that the JVM
     * opens one more.
     */
    static long openFiles(Path directory, LongSupplier count, long limit) {
        try {
            long size = Files.size(directory);
            if (size > 0) {
                return size;
            }
        } catch (IOException notLinux) {
            // They are counted.
        }
        try {
            return count.getAsLong();
        } catch (InternalError noneLeft) {
            return limit;
        }
    }

    private static UnixOperatingSystemMXBean unix() {
        return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    /** Returns the part of the heap where things end up that stay. */
    private static Optional<MemoryPoolMXBean> oldest() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool ->
                        pool.getCollectionUsage() != null && pool.getUsage().getMax() > 0)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()));
    }

    /** What was left after its last collection; or less, if there is less in it now. */
    private static double full(MemoryPoolMXBean pool) {
        long left =
                Math.min(pool.getCollectionUsage().getUsed(), pool.getUsage().getUsed());
        return (double) left / pool.getUsage().getMax();
    }
}
