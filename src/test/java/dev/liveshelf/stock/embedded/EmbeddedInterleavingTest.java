package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.InterleavingContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** On a disk in memory, so that threads meet more often than they wait for it. */
@Tag("alone")
class EmbeddedInterleavingTest extends InterleavingContract {

    @Override
    protected Engine engine(Path directory) {
        return new LossyEngine(directory, new LossyDisk(/* lies= */ false));
    }
}
