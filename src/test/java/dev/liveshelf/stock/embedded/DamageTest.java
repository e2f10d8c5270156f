package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not as they were left: nothing older is served without a word. */
class DamageTest {

    private static final int HOLDS = 200;

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();

    @BeforeEach
    void fillAndHold() {
        try (EmbeddedStock stock = open()) {
            stock.fill(Map.of("P", 1_000L)).toCompletableFuture().join();
            for (int i = 0; i < HOLDS; i++) {
                hold(stock, i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.999, 0.9, 0.5, 0.1, 0})
    void aFileWhoseEndIsCutOffIsRefused(double part) throws Exception {
        try (EmbeddedStock stock = open()) {
            hold(stock, HOLDS);
            copy("cut"); // as it is when the program is killed
        }
        try (RandomAccessFile file = new RandomAccessFile(mv("cut"), "rw")) {
            file.setLength((long) (file.length() * part));
        }

        assertRefused("cut");
    }

    @Test
    void aFileThatWasNotClosedIsWhole() throws Exception {
        try (EmbeddedStock stock = open()) {
            hold(stock, HOLDS);
            copy("killed");
        }

        try (EmbeddedStock stock = open(directory.resolve("killed"))) {
            assertThat(level(stock).held()).isEqualTo(HOLDS + 1);
        }
    }

    @Test
    void anOlderFileIsRefused() throws Exception {
        copy("older");
        try (EmbeddedStock stock = open()) {
            hold(stock, HOLDS);
        }
        Files.copy(seq(directory), seq(directory.resolve("older")), StandardCopyOption.REPLACE_EXISTING);

        assertRefused("older");
    }

    @Test
    void aFileOfAnotherShopIsRefused() throws Exception {
        copy("another");
        Files.delete(seq(directory.resolve("another")));
        try (EmbeddedStock another = open(directory.resolve("another"))) {
            hold(another, HOLDS);
        }
        Files.copy(seq(directory), seq(directory.resolve("another")), StandardCopyOption.REPLACE_EXISTING);

        assertRefused("another");
    }

    @Test
    void aFileThatIsMissingIsRefused() throws Exception {
        copy("missing");
        Files.delete(directory.resolve("missing/stock.mv"));

        assertRefused("missing");
        assertRefused("missing"); // nor does the first refusal leave anything that would do
    }

    @Test
    void aWitnessThatCannotBeReadIsRefused() throws Exception {
        copy("unread");
        Files.writeString(seq(directory.resolve("unread")), "stock " + HOLDS);

        assertRefused("unread");
    }

    /** Wherever a byte of the file is another: what is served is all there, or it is refused. */
    @Test
    void aByteThatIsAnotherNeverChangesALevel() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Level before;
        try (EmbeddedStock stock = open()) {
            before = level(stock);
        }
        List<Integer> unnoticed = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            copy("byte" + i);
            int at;
            try (RandomAccessFile file = new RandomAccessFile(mv("byte" + i), "rw")) {
                at = random.nextInt((int) file.length());
                file.seek(at);
                int was = file.read();
                file.seek(at);
                file.write(was ^ (1 + random.nextInt(255)));
            }
            try (EmbeddedStock stock = open(directory.resolve("byte" + i))) {
                if (!level(stock).equals(before)) {
                    unnoticed.add(at);
                }
            } catch (IllegalStateException noticed) {
                assertThat(noticed).hasMessageContaining("damaged");
                refused++;
            }
        }

        assertThat(unnoticed).as("seed " + seed).isEmpty();
        assertThat(refused).as("refused, seed " + seed).isPositive();
    }

    @Test
    void withoutTheWitnessWhatIsThereGoesOnUnderANewEpoch() throws Exception {
        copy("on");
        Files.delete(seq(directory.resolve("on")));
        Level before;
        try (EmbeddedStock stock = open()) {
            before = level(stock);
        }

        try (EmbeddedStock stock = open(directory.resolve("on"))) {
            Level after = level(stock);
            assertThat(after.held()).isEqualTo(before.held());
            assertThat(after.version().epoch()).isNotEqualTo(before.version().epoch());
            assertThat(stock.audit().toCompletableFuture().join()).isEmpty();
        }
    }

    /** As after a loss of power, when the disk has what was forced to it and not what was merely written. */
    @Test
    void aWitnessThatKnowsLessIsNoReasonToRefuse() throws Exception {
        Path earlier = Files.copy(seq(directory), directory.resolve("earlier"));
        try (EmbeddedStock stock = open()) {
            hold(stock, HOLDS);
        }
        Files.copy(earlier, seq(directory), StandardCopyOption.REPLACE_EXISTING);

        try (EmbeddedStock stock = open()) {
            assertThat(level(stock).held()).isEqualTo(HOLDS + 1);
        }
    }

    @Test
    void holdsThatAreMissingAreNoticed() {
        try (Cellar cellar = Cellar.open(directory)) {
            cellar.maps().open("holds", new HoldType()).remove("shopper-7/P");
            cellar.commit();
        }

        assertThatThrownBy(this::open).hasMessageContaining("of P 200 are held, and the sum of all holds is 199");
    }

    @Test
    void aMapThatIsMissingIsNoticed() {
        try (Cellar cellar = Cellar.open(directory)) {
            cellar.store().removeMap("orders");
            cellar.commit();
        }

        assertThatThrownBy(this::open).hasMessageContaining("there are no orders");
    }

    private void assertRefused(String copy) {
        assertThatThrownBy(() -> open(directory.resolve(copy)).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is damaged, cut off or exchanged")
                .hasMessageNotContaining("\n");
    }

    private void copy(String name) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(name));
        Files.copy(seq(directory), seq(copy)); // first: it must not know more than the store
        Files.copy(directory.resolve("stock.mv"), copy.resolve("stock.mv"));
    }

    private File mv(String copy) {
        return directory.resolve(copy).resolve("stock.mv").toFile();
    }

    private static Path seq(Path directory) {
        return directory.resolve("stock.seq");
    }

    private static void hold(EmbeddedStock stock, int shopper) {
        stock.hold(new Session("shopper-" + shopper), "P", 1)
                .toCompletableFuture()
                .join();
    }

    private static Level level(EmbeddedStock stock) {
        return stock.level("P").toCompletableFuture().join();
    }

    private EmbeddedStock open() {
        return open(directory);
    }

    private EmbeddedStock open(Path where) {
        return EmbeddedStock.open(where, new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofHours(1), 100), clock);
    }
}
