package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
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
    public boolean exists() {
        return isDirectory() || disk.exists(name);
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public boolean isDirectory() {
        return name.equals(scheme + ":");
    }

    @Override
    public long size() {
        return disk.open(name).size();
    }

    @Override
    public FileChannel open(String mode) {
        return isDirectory() ? new Names(disk) : new Channel(disk.open(name));
    }

    @Override
    public void delete() {
        try {
            disk.delete(name);
        } catch (IOException dead) {
            throw new UncheckedIOException(dead);
        }
    }

    @Override
    public void moveTo(FilePath to, boolean atomicReplace) {
        try {
            disk.rename(name, ((LossyFile) to).name);
        } catch (IOException dead) {
            throw new UncheckedIOException(dead);
        }
    }

    /** The directory itself: all that can be done with it is to force it. */
    private static final class Names extends FileBaseDefault {
        private final LossyDisk disk;

        Names(LossyDisk disk) {
            this.disk = disk;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            disk.forceNames();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) {
            return -1;
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implTruncate(long size) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Channel extends FileBaseDefault {
        private final LossyContent content;

        Channel(LossyContent content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) {
            return content.read(into, at);
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            return content.write(from, at);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            content.force();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            content.truncate(size);
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
