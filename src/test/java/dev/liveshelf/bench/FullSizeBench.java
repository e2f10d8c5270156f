package dev.liveshelf.bench;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A shelf at full size: 100,000 items, 200,000 active holds. */
final class FullSizeBench {

    private static final int ITEMS = 100_000;
    private static final int HOLDS = 200_000;
    private static final int UNDER_WAY = 64;

    void run(Path directory) {
        Table table = new Table("100,000 items and 200,000 active holds, embedded", "figure");
        long empty = heap();
        EmbeddedStock stock = open(directory);
        table.row("import of all items in one step, s", "%.1f", seconds(() -> fill(stock)));
        table.row("200,000 holds, 64 under way, s", "%.1f", seconds(() -> hold(stock)));
        table.row("directory while open, MB", "%,.0f", FileSizeBench.size(directory) / 1e6);
        table.row("closing, s", "%.1f", seconds(stock::close));
        table.row("directory after closing, MB", "%,.0f", FileSizeBench.size(directory) / 1e6);

        long start = System.nanoTime();
        try (EmbeddedStock again = open(directory)) {
            table.row("opening it again, s", "%.1f", (System.nanoTime() - start) / 1e9);
            table.row("live heap, MB", "%,.0f", (heap() - empty) / 1e6);
            audit(again, table);
        }
        table.print();
    }

    private static EmbeddedStock open(Path directory) {
        return EmbeddedStock.open(directory, FileSizeBench.rules(), Clock.systemUTC());
    }

    private static void fill(EmbeddedStock stock) {
        stock.setAll(IntStream.range(0, ITEMS)
                        .mapToObj(i -> new Count("SKU-" + i, 1_000, 1L, "Item number " + i))
                        .toList())
                .toCompletableFuture()
                .join();
    }

    private static void hold(EmbeddedStock stock) {
        Pipeline pipeline = new Pipeline(UNDER_WAY);
        for (int i = 0; i < HOLDS; i++) {
            Session shopper = new Session(String.format("%022d", i));
            String sku = "SKU-" + i * 7919L % ITEMS;
            pipeline.add(() -> stock.hold(shopper, sku, 1));
        }
        pipeline.await();
    }

    /** An audit looks at everything; others must not have to wait for it. */
    private static void audit(EmbeddedStock stock, Table table) {
        long start = System.nanoTime();
        CompletableFuture<?> audit = stock.audit().toCompletableFuture();
        long longest = 0;
        for (int i = 0; !audit.isDone(); i++) {
            long asked = System.nanoTime();
            stock.hold(new Session("during-audit"), "SKU-7", 1 + i % 2)
                    .toCompletableFuture()
                    .join();
            longest = Math.max(longest, System.nanoTime() - asked);
        }
        audit.join();
        table.row("audit, s", "%.1f", (System.nanoTime() - start) / 1e9);
        table.row("slowest hold meanwhile, ms", "%.0f", longest / 1e6);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
