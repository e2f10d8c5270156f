package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.HistoryContract;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a disk in memory that dies: so a hundred thousand steps take a few seconds, and what was not forced to it can be lost. */
class EmbeddedHistoryTest extends HistoryContract {

    private static final Logger LOG = Logger.getLogger(Writer.class.getPackageName());

    /** Each death is a fault that the stock reports, rightly, at length. */
    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Override
    protected Engine engine(Path directory) {
        return new LossyEngine(directory, new LossyDisk(/* lies= */ false));
    }

    @Override
    protected int histories() {
        return Integer.getInteger("histories", 8);
    }

    @Override
    protected int steps() {
        return 25_000;
    }

    @Test
    void historiesNoticeADiskThatOnlySaysItForced() {
        assertNoticed(directory -> new LossyEngine(directory, new LossyDisk(/* lies= */ true)));
    }
}
