package dev.liveshelf.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A disk of its own for one directory, in memory. Only root may have one: for others the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mount(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        Needs.command("mount");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        Needs.that(mounted, "needs a disk of its own, which only root may mount");
        return new SmallDisk(directory);
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(directory.resolve("filler"))) {
            while (true) {
                filler.write(new byte[4_096]);
            }
        } catch (IOException full) {
            // That was the aim.
        }
    }

    void makeRoom() throws IOException {
        Files.delete(directory.resolve("filler"));
    }

    /** Can be done while nobody has a file open there. */
    void makeReadOnly() throws IOException {
        remount("ro");
    }

    void makeWritable() throws IOException {
        remount("rw");
    }

    private void remount(String how) throws IOException {
        if (!run("mount", "-o", "remount," + how, directory.toString())) {
            throw new IOException("Could not be made " + how);
        }
    }

    private static boolean run(String... command) throws IOException {
        try (Program program = Program.start(List.of(command), Map.of())) {
            return program.exitCode() == 0;
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", directory.toString());
    }
}
