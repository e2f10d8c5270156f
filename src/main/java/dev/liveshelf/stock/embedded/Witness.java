package dev.liveshelf.stock.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file beside the store that says how far it has got. A store whose end is cut off or damaged opens without a word
 * at an older commit; the witness knows better.
 *
 * <p>Two lines, written in turn, so that one is whole whatever happens: the epoch, the number of the last durable commit,
 * and a checksum of both. Written after each commit, but forced to disk only when the store is opened and closed: after a
 * loss of power it may know less than the store does, never more.
 */
final class Witness implements AutoCloseable {

    /** @param commit the last that was durable */
    record Testimony(String epoch, long commit) {}

    private static final int LINE = 64;
    private static final Pattern FORM = Pattern.compile("(([0-9a-z]{1,12}) ([0-9]{1,19})) ([0-9a-f]{8}) *");

    private final FileChannel file;
    private long turn;

    private Witness(FileChannel file) {
        this.file = file;
    }

    /**
     * Returns what the file says, or null if there is none.
     *
     * @throws Damaged if it says nothing that can be believed
     */
    static @Nullable Testimony read(Path path) throws IOException {
        if (Files.notExists(path)) {
            return null;
        }
        return Files.readString(path, StandardCharsets.ISO_8859_1)
                .lines()
                .map(Witness::parse)
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Testimony::commit))
                .orElseThrow(() -> new Damaged("stock.seq cannot be read"));
    }

    /** Begins with this testimony, on disk. */
    static Witness open(Path path, Testimony testimony) throws IOException {
        Witness witness = new Witness(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        witness.saw(testimony);
        witness.saw(testimony);
        witness.file.force(true);
        return witness;
    }

    /** Writes down that this commit is durable. 2 microseconds: it goes to the system's memory, not to the disk. */
    void saw(Testimony testimony) {
        String said = testimony.epoch() + " " + testimony.commit();
        String line = String.format("%-" + (LINE - 1) + "s\n", said + " " + sum(said));
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)), LINE * (turn++ % 2));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** May be repeated. */
    @Override
    public void close() {
        if (!file.isOpen()) {
            return;
        }
        try (file) {
            file.force(false);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<Testimony> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        boolean whole = matcher.matches() && sum(matcher.group(1)).equals(matcher.group(4));
        return whole
                ? Optional.of(new Testimony(matcher.group(2), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", sum.getValue());
    }
}
