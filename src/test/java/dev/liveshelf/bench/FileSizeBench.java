package dev.liveshelf.bench;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How large the directory gets while a million holds and releases of a thousand items go through it. */
final class FileSizeBench {

    private static final int ITEMS = 1_000;
    private static final int PAIRS = 500_000;
    private static final int UNDER_WAY = 64;
    private static final int LOOK_EVERY = 1_000;

    void run(Path directory) {
        long largest = 0;
        long start = System.nanoTime();
        double seconds;
        try (EmbeddedStock stock = EmbeddedStock.open(directory, rules(), Clock.systemUTC())) {
            stock.setAll(IntStream.range(0, ITEMS)
                            .mapToObj(i -> new Count("SKU-" + i, 1_000_000, null, null))
                            .toList())
                    .toCompletableFuture()
                    .join();
            Pipeline pipeline = new Pipeline(UNDER_WAY);
            for (int i = 0; i < PAIRS; i++) {
                Session shopper = new Session(String.format("%022d", i));
                String sku = "SKU-" + i * 31 % ITEMS;
                pipeline.add(() -> stock.hold(shopper, sku, 1));
                pipeline.add(() -> stock.release(shopper, sku));
                if (i % LOOK_EVERY == 0) {
                    largest = Math.max(largest, size(directory));
                }
            }
            pipeline.await();
            seconds = (System.nanoTime() - start) / 1e9;
            largest = Math.max(largest, size(directory));
        }
        Table table = new Table("A million holds and releases of 1,000 items, embedded", "figure");
        table.row("changes a second, 64 under way", "%,.0f", 2 * PAIRS / seconds);
        table.row("directory at its largest, MB", "%,.0f", largest / 1e6);
        table.row("directory after closing, MB", "%,.0f", size(directory) / 1e6);
        table.print();
    }

    static Rules rules() {
        return new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), Rules.LEDGER_LIMIT);
    }

    static long size(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
