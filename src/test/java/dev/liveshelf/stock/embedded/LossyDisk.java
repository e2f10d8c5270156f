package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A disk with one file, in memory, that can die at any write and any force. What is read back afterwards is what a death
 * leaves: everything up to it, if only the program died; what was forced, and this or that of what was written since, if
 * the power went. Of the last write perhaps a part.
 */
final class LossyDisk {

    private record Write(int at, ByteBuffer bytes) {

        int end() {
            return at + bytes.remaining();
        }

        void to(byte[] image) {
            bytes.duplicate().get(image, at, bytes.remaining());
        }
    }

    private static final int SECTOR = 512;

    private final boolean lies;
    private byte[] content = new byte[1 << 16];
    private int size;
    private byte[] forced = new byte[0];
    private int forcedSize;
    private List<Write> since = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private Random random = new Random(0);

    /** @param lies whether it forces nothing, though it says so */
    LossyDisk(boolean lies) {
        this.lies = lies;
    }

    synchronized void dieAfter(int operations, Random how) {
        operationsLeft = operations;
        random = new Random(how.nextLong());
    }

    synchronized boolean isDead() {
        return operationsLeft <= 0;
    }

    /** Begins again with what is left. */
    synchronized void restart(Random how) {
        boolean powerWent = how.nextBoolean();
        if (powerWent) {
            content = Arrays.copyOf(forced, Math.max(forced.length, 1 << 16));
            size = forcedSize;
            for (Write write : since) {
                if (how.nextBoolean()) {
                    put(write);
                }
            }
        }
        since = new ArrayList<>();
        keep();
        operationsLeft = Long.MAX_VALUE;
    }

    synchronized int read(ByteBuffer into, long at) {
        if (at >= size) {
            return -1;
        }
        int length = (int) Math.min(into.remaining(), size - at);
        into.put(content, (int) at, length);
        return length;
    }

    synchronized int write(ByteBuffer from, long at) throws IOException {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        if (operationsLeft == 1) {
            bytes = Arrays.copyOf(bytes, random.nextInt(1 + bytes.length / SECTOR) * SECTOR);
        }
        requireLife();
        Write write = new Write((int) at, ByteBuffer.wrap(bytes));
        put(write);
        since.add(write);
        requireLeft();
        return bytes.length;
    }

    synchronized void force() throws IOException {
        requireLife();
        if (!lies) {
            since.forEach(write -> {
                forced = grown(forced, write.end());
                write.to(forced);
                forcedSize = Math.max(forcedSize, write.end());
            });
            since.clear();
        }
        requireLeft();
    }

    synchronized void truncate(long to) throws IOException {
        requireLife();
        size = (int) Math.min(size, to);
        Arrays.fill(content, size, content.length, (byte) 0);
        keep(); // as if forced: nothing is lost by it that anybody needs
        requireLeft();
    }

    synchronized long size() {
        return size;
    }

    private void put(Write write) {
        content = grown(content, write.end());
        write.to(content);
        size = Math.max(size, write.end());
    }

    private void keep() {
        forced = Arrays.copyOf(content, size);
        forcedSize = size;
        since.clear();
    }

    private void requireLife() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("The disk is dead");
        }
        operationsLeft--;
    }

    /** What was asked for is done, but nobody hears of it. */
    private void requireLeft() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("The disk has just died");
        }
    }

    private static byte[] grown(byte[] bytes, int end) {
        return end <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
}
