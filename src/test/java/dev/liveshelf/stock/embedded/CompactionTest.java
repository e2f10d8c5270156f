package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many small commits leave behind. */
class CompactionTest {

    private static final int KEYS = 20_000;
    private static final int COMMITS = 2_000;

    @TempDir
    Path directory;

    @Test
    void aFileThatIsWrittenAgainAndAgainStaysSmall() throws Exception {
        long without = sizeAfterManyCommits("without", /* compacted= */ false);

        long with = sizeAfterManyCommits("with", /* compacted= */ true);

        assertThat(with).isLessThan(without / 3);
    }

    private long sizeAfterManyCommits(String name, boolean compacted) throws Exception {
        Path file = directory.resolve(name);
        Random random = new Random(1);
        try (MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open()) {
            Compaction compaction = new Compaction(store, /* retentionMillis= */ 0, /* small= */ 0);
            MVMap<Integer, Integer> numbers = store.openMap("numbers");
            for (int i = 0; i < KEYS; i++) {
                numbers.put(i, random.nextInt());
            }
            for (int commit = 0; commit < COMMITS; commit++) {
                for (int change = 0; change < 10; change++) {
                    numbers.put(random.nextInt(KEYS), random.nextInt());
                }
                store.commit();
                store.sync();
                if (compacted) {
                    compaction.tidy();
                }
            }
            return Files.size(file);
        }
    }
}
