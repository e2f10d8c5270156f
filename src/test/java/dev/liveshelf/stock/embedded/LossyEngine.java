package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Stock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.h2.store.fs.FilePath;

/** An embedded stock on a disk that dies: at work, while the stock opens, and while it closes. */
final class LossyEngine implements Engine {

    /** In writes and forces: a commit has two or three. */
    private static final int LONGEST_LIFE = 8;

    private final Path directory;
    private final LossyDisk disk;
    private final LossyFile file;
    private Random random = new Random(0);

    LossyEngine(Path directory, LossyDisk disk) {
        this.directory = directory.resolveSibling(directory.getFileName() + ":");
        this.disk = disk;
        this.file = new LossyFile(directory.toString(), disk);
        FilePath.register(file);
    }

    @Override
    public Stock open(Rules rules, Clock clock) {
        if (random.nextInt(4) == 0) { // misfortunes never come singly
            failSoon(random);
            try {
                EmbeddedStock.open(directory, rules, clock).close();
            } catch (IllegalStateException diedOfIt) {
                assertThat(disk.isDead())
                        .as("The store cannot be opened: %s", diedOfIt)
                        .isTrue();
            }
            disk.restart(random);
        }
        return EmbeddedStock.open(directory, rules, clock);
    }

    @Override
    public void failSoon(Random how) {
        random = how;
        disk.dieAfter(1 + how.nextInt(LONGEST_LIFE), how);
    }

    @Override
    public void crash(Stock stock) {
        if (!disk.isDead()) {
            disk.dieAfter(0, random);
        }
        stock.close();
        disk.restart(random);
    }

    @Override
    public void close() {
        FilePath.unregister(file);
    }
}
