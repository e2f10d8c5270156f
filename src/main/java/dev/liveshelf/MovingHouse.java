package dev.liveshelf;

import dev.liveshelf.moving.CannotMove;
import dev.liveshelf.moving.Load;
import dev.liveshelf.moving.Mover;
import dev.liveshelf.stock.MovableStock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/**
 * {@code java -jar liveshelf.war export > file} and {@code import < file}: the shop leaves one engine and enters another. What
 * there is to say goes to standard error, for the file is on standard output.
 */
public final class MovingHouse {

    private static final Clock CLOCK = Clock.systemUTC();

    private MovingHouse() {}

    /**
     * Does it, or says in one line why not.
     *
     * @param verb {@code export} or {@code import}
     * @param scratch directory that is deleted afterwards, whatever happens
     * @return whether it is done
     */
    public static boolean run(String verb, Path scratch) {
        try {
            Settings settings = Settings.read(Settings.lookup(name -> null));
            String done = verb.equals("export") ? pack(settings) : unpack(settings, scratch);
            System.err.println(done);
            return true;
        } catch (CannotMove | IllegalArgumentException | IllegalStateException refusal) {
            System.err.println(refusal.getMessage());
        } catch (IOException failed) {
            System.err.println(
                    "The file cannot be read or written: " + failed.getMessage() + ". Make room, and repeat it");
        }
        return false;
    }

    private static String pack(Settings settings) throws IOException, CannotMove {
        try (MovableStock stock = Engines.open(settings, CLOCK)) {
            Load load = new Mover(stock).pack(new FileOutputStream(FileDescriptor.out), CLOCK.instant());
            return load + " are packed. Whoever has the file has the carts: keep it as you keep passwords";
        }
    }

    /** Copies the file first: it is read twice. */
    private static String unpack(Settings settings, Path scratch) throws IOException, CannotMove {
        Path copy = Files.createTempFile(scratch, "import", ".jsonl"); // nobody else may read it
        Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
        try (MovableStock stock = Engines.open(settings, CLOCK)) {
            return new Mover(stock).unpack(copy) + " have moved in, and the audit has nothing to say";
        }
    }
}
