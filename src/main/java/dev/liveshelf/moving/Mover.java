package dev.liveshelf.moving;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Refusal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Packs a shop into a file, and unpacks it on an empty shelf. Waits for the engine; in memory is one part at a time. */
public final class Mover {

    /** Items and holds that are under way at once: some megabytes. */
    private static final int PART = 10_000;

    private static final int TRIES = 10;
    private static final Executor PAUSE = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final MovableStock stock;

    public Mover(MovableStock stock) {
        this.stock = stock;
    }

    /**
     * Writes everything that moves.
     *
     * @param now goes into the file
     * @throws CannotMove if there is nothing, or the engine does not answer
     * @throws IOException if it cannot be written
     */
    public Load pack(OutputStream file, Instant now) throws IOException, CannotMove {
        try (OutputStream out = new BufferedOutputStream(file)) {
            Packer packer = new Packer(out);
            join(stock.fill(Map.of())); // refused while half of a shop is there
            packer.begin(now, join(stock.first()));
            List<Parcel> parcels = pack("");
            while (!parcels.isEmpty()) {
                for (Parcel parcel : parcels) {
                    packer.add(parcel);
                }
                parcels = pack(parcels.get(parcels.size() - 1).sku());
            }
            return packer.end();
        } catch (Refusal.UnknownItem nothing) {
            throw new CannotMove(
                    "There is nothing on the shelf. Name the shop's store: liveshelf.data or liveshelf.redis");
        } catch (Refusal refusal) {
            throw new CannotMove("The export has come to no end, so its file is of no use: " + refusal.getMessage());
        }
    }

    /**
     * Reads the file twice: to see that all of it is right, and to put it on the shelf. What was begun with the same file
     * before, it ends.
     *
     * @throws CannotMove if the file is not whole or the shelf not empty, and nothing was changed; or if the engine does not
     *     answer; or if the books do not add up
     * @throws IOException if the file cannot be read, and nothing was changed
     */
    public Load unpack(Path file) throws IOException, CannotMove {
        String name = check(file);
        boolean begun = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Unpacker unpacker = new Unpacker(in);
            join(stock.moveIn(name, unpacker.first()));
            begun = true;
            put(unpacker);
            insist(stock::movedIn);
            List<Finding> findings = insist(stock::audit);
            if (!findings.isEmpty()) {
                throw new CannotMove("All is in, but the books do not add up: " + findings.get(0));
            }
            return unpacker.load();
        } catch (Refusal.NotEmpty full) {
            throw new CannotMove(
                    "The shelf is not empty, and an import needs an empty one. Nothing was changed. Choose "
                            + "another liveshelf.data or liveshelf.redis, where no shop has been open before");
        } catch (Refusal refusal) {
            throw new CannotMove(
                    begun
                            ? "The import stopped half-way: " + refusal.getMessage() + ". Repeat it with the same file"
                            : "Nothing was changed: " + refusal.getMessage());
        }
    }

    /** Returns the name of what is in the file. */
    private static String check(Path file) throws IOException, CannotMove {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Unpacker unpacker = new Unpacker(in);
            while (unpacker.next() != null) {
                // it is right so far
            }
            return unpacker.name();
        }
    }

    private void put(Unpacker unpacker) throws IOException, CannotMove {
        List<Parcel> part = new ArrayList<>();
        int size = 0;
        for (Parcel parcel = unpacker.next(); parcel != null; parcel = unpacker.next()) {
            part.add(parcel);
            size += 1 + parcel.holds().size();
            if (size >= PART) {
                put(part);
                part = new ArrayList<>();
                size = 0;
            }
        }
        put(part);
    }

    private void put(List<Parcel> parcels) {
        insist(() -> stock.unpack(parcels));
    }

    private List<Parcel> pack(String after) {
        return insist(() -> stock.pack(after, PART));
    }

    /** Repeats what got no answer, for some seconds: on a busy machine a Redis may be late, and repeating changes nothing. */
    private static <T> T insist(Supplier<CompletionStage<T>> work) {
        for (int times = 1; times < TRIES; times++) {
            try {
                return join(work.get());
            } catch (Refusal.Away late) {
                join(CompletableFuture.runAsync(() -> {}, PAUSE));
            }
        }
        return join(work.get());
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Refusal refusal ? refusal : failed;
        }
    }
}
