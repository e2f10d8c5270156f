package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What is in one file of a {@link LossyDisk}, whose lock guards it. */
final class LossyContent {

    private record Write(int at, ByteBuffer bytes) {

        int end() {
            return at + bytes.remaining();
        }

        void to(byte[] image) {
            bytes.duplicate().get(image, at, bytes.remaining());
        }
    }

    private static final int SECTOR = 512;
    private static final int LEAST = 1 << 16;

    private final LossyDisk disk;
    private byte[] content = new byte[LEAST];
    private int size;
    private byte[] forced = new byte[0];
    private int forcedSize;
    private List<Write> since = new ArrayList<>();

    LossyContent(LossyDisk disk) {
        this.disk = disk;
    }

    void restart(boolean powerWent, Random how) {
        if (powerWent) {
            content = Arrays.copyOf(forced, Math.max(forced.length, LEAST));
            size = forcedSize;
            for (Write write : since) {
                if (how.nextBoolean()) {
                    put(write);
                }
            }
        }
        since = new ArrayList<>();
        keep();
    }

    int read(ByteBuffer into, long at) {
        synchronized (disk) {
            if (at >= size) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), size - at);
            into.put(content, (int) at, length);
            return length;
        }
    }

    int write(ByteBuffer from, long at) throws IOException {
        synchronized (disk) {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            bytes = Arrays.copyOf(bytes, disk.livesFor(bytes.length, SECTOR));
            disk.requireLife();
            Write write = new Write((int) at, ByteBuffer.wrap(bytes));
            put(write);
            since.add(write);
            disk.requireLeft();
            return bytes.length;
        }
    }

    void force() throws IOException {
        synchronized (disk) {
            if (disk.forgetsNow()) {
                since.clear();
            }
            disk.requireLife();
            if (!disk.lies()) {
                since.forEach(write -> {
                    forced = grown(forced, write.end());
                    write.to(forced);
                    forcedSize = Math.max(forcedSize, write.end());
                });
                since.clear();
            }
            disk.requireLeft();
        }
    }

    void truncate(long to) throws IOException {
        synchronized (disk) {
            disk.requireLife();
            size = (int) Math.min(size, to);
            Arrays.fill(content, size, content.length, (byte) 0);
            keep(); // as if forced: nothing is lost by it that anybody needs
            disk.requireLeft();
        }
    }

    long size() {
        synchronized (disk) {
            return size;
        }
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

    private static byte[] grown(byte[] bytes, int end) {
        return end <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
}
