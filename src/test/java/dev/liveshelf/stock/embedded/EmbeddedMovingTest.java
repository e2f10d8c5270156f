package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.MovingContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMovingTest extends MovingContract {

    @TempDir
    Path directory;

    @Override
    protected MovableStock open() {
        return EmbeddedStock.open(directory, rules, clock);
    }
}
