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

    @TempDir
    Path directory;

    @Test
    void closingLeavesLittleMoreThanWhatIsNeeded() throws Exception {
        long needed = neededBytes();
        try (Cellar cellar = Cellar.open(directory.resolve("used"))) {
            changeAtRandom(cellar);
            assertThat(file("used")).as("while open").isGreaterThan(4 * needed); // else there is nothing to win
        }

        assertThat(file("used")).as("after closing").isLessThan(2 * needed);
    }

    @Test
    void nothingIsLostByIt() {
        MVMap<Integer, Integer> expected = MVStore.open(null).openMap("numbers");
        try (Cellar cellar = Cellar.open(directory)) {
            expected.putAll(changeAtRandom(cellar));
        }

        try (Cellar cellar = Cellar.open(directory)) {
            assertThat(numbers(cellar)).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    private long neededBytes() throws Exception {
        try (Cellar cellar = Cellar.open(directory.resolve("new"))) {
            MVMap<Integer, Integer> numbers = numbers(cellar);
            new Random(1).ints(KEYS).forEach(value -> numbers.put(numbers.size(), value));
            cellar.commit();
        }
        return file("new");
    }

    private static MVMap<Integer, Integer> changeAtRandom(Cellar cellar) {
        MVMap<Integer, Integer> numbers = numbers(cellar);
        Random random = new Random(1);
        for (int i = 0; i < KEYS; i++) {
            numbers.put(i, random.nextInt());
        }
        for (int commit = 0; commit < 500; commit++) {
            for (int change = 0; change < 10; change++) {
                numbers.put(random.nextInt(KEYS), random.nextInt());
            }
            cellar.commit();
        }
        return numbers;
    }

    private static MVMap<Integer, Integer> numbers(Cellar cellar) {
        return cellar.store().openMap("numbers");
    }

    private long file(String name) throws Exception {
        return Files.size(directory.resolve(name).resolve("stock.mv"));
    }
}
