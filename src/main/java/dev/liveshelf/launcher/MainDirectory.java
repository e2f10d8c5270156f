package dev.liveshelf.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where one run unpacks itself: {@code liveshelf-<pid>-<random>} among the temporary files. It is deleted when the run
 * ends; what a killed run had to leave is swept by the next.
 */
final class MainDirectory {
    static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

    private static final Pattern NAME = Pattern.compile("liveshelf-(\\d{1,18})-.+");
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private MainDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static MainDirectory create() throws IOException {
        Path path = Files.createTempDirectory(
                TEMP, "liveshelf-" + ProcessHandle.current().pid() + "-");
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new MainDirectory(path, lock);
    }

    /** Unpacks the WAR and returns where it lies now. */
    Path unpack(Path war) throws IOException {
        Path unpacked = path.resolve("war");
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                unpack(zip, entry, unpacked);
            }
        }
        return unpacked;
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path unpacked) throws IOException {
        Path target = unpacked.resolve(entry.getName()).normalize();
        if (!target.startsWith(unpacked)) {
            throw new IOException("This WAR is not ours: it has an entry " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    void delete() {
        try {
            lock.close();
            delete(path);
        } catch (IOException e) {
            // Somebody holds a file open (Windows). The next run sweeps it.
        }
    }

    /** Deletes what killed runs have left. Anything in doubt stays. */
    void sweepOthers() throws IOException {
        UserPrincipal self = Files.getOwner(path);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(TEMP, "liveshelf-*")) {
            for (Path other : all) {
                if (!other.equals(path) && isLitter(other, self)) {
                    delete(other);
                }
            }
        } catch (DirectoryIteratorException | IOException e) {
            // Another run sweeps as well, or a file is not ours to delete: no reason not to open.
        }
    }

    private static boolean isLitter(Path directory, UserPrincipal self) throws IOException {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        return name.matches()
                && isOver(Long.parseLong(name.group(1)))
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(self)
                && isUnlocked(directory);
    }

    /** In a container every run has the same process id: what carries ours and is not ours was left by a former one. */
    private static boolean isOver(long pid) {
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    /** Two containers may share the temporary files and not see each other's processes; they do see a lock. */
    private static boolean isUnlocked(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Does not follow symbolic links: what they point to is not ours. */
    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
