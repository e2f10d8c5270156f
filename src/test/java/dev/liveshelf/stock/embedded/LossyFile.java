package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.disk.FilePathDisk;

/** The way to a {@link LossyDisk}: all that is opened in a directory whose name ends with a colon, once it is registered. */
final class LossyFile extends FilePathDisk {

    private final String scheme;
    private final LossyDisk disk;

    /** @param scheme the directory, without the colon at its end */
    LossyFile(String scheme, LossyDisk disk) {
        this.scheme = scheme;
        this.disk = disk;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public FilePathDisk getPath(String path) {
        LossyFile file = new LossyFile(scheme, disk);
        file.name = path;
        return file;
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public FileChannel open(String mode) {
        return new Channel(disk);
    }

    private static final class Channel extends FileBaseDefault {
        private final LossyDisk disk;

        Channel(LossyDisk disk) {
            this.disk = disk;
        }

        @Override
        public long size() {
            return disk.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) {
            return disk.read(into, at);
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            return disk.write(from, at);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            disk.force();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            disk.truncate(size);
        }

        @Override
        public FileLock tryLock(long from, long size, boolean shared) {
            return new FileLock(this, from, size, shared) {
                @Override
                public boolean isValid() {
                    return true;
                }

                @Override
                public void release() {}
            };
        }
    }
}
