package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What closing leaves behind. {@link DeathTest} has the deaths on the way. */
class FreshCopyTest {

    private static final int CHANGES = 100;

    @TempDir
    Path directory;

    private Path file;
    private Path copy;

    @BeforeEach
    void name() {
        file = directory.resolve("stock.mv");
        copy = directory.resolve("stock.mv.new");
    }

    @Test
    void aFileThatIsMostlyEmptyIsSmallOnceClosed() throws IOException {
        EmbeddedStock stock = open();
        long before = changed(stock);

        stock.close();

        assertThat(Files.size(file)).isLessThan(before / 4);
        assertThat(copy).doesNotExist();
    }

    @Test
    void nothingIsAnotherAfterwardsAndVersionsGoOn() {
        EmbeddedStock stock = open();
        changed(stock);
        Item item = stock.item("P").toCompletableFuture().join();
        List<Movement> ledger = ledger(stock);
        stock.close();

        try (EmbeddedStock again = open()) {
            assertThat(again.item("P").toCompletableFuture().join()).isEqualTo(item);
            assertThat(ledger(again)).isEqualTo(ledger);
            assertThat(again.audit().toCompletableFuture().join()).isEmpty();
            hold(again, "late");
            assertThat(item.level().version())
                    .isNotEqualTo(again.level("P").toCompletableFuture().join().version());
        }
    }

    @Test
    void aCopyCanBeCopiedAgain() {
        for (int i = 0; i < 4; i++) {
            try (EmbeddedStock stock = open()) {
                assertThat(stock.audit().toCompletableFuture().join()).isEmpty();
                changed(stock);
            }
        }
        try (EmbeddedStock stock = open()) {
            assertThat(stock.level("P").toCompletableFuture().join().held()).isEqualTo(CHANGES);
        }
    }

    @Test
    void aCopyThatWouldTakeTooLongIsNotMade() throws IOException {
        EmbeddedStock stock = open();
        changed(stock);
        stock.close();
        Cellar cellar = Cellar.open(directory);
        byte[] before = Files.readAllBytes(file);

        new FreshCopy(cellar.store(), cellar.maps(), file).replace(1, Duration.ZERO);

        assertThat(file).hasBinaryContent(before);
        assertThat(copy).doesNotExist();
        cellar.abandon();
    }

    @Test
    void whatADeathLeftOfACopyIsTakenAway() throws IOException {
        open().close();
        Files.writeString(copy, "half of a copy");

        open().close();

        assertThat(copy).doesNotExist();
    }

    @Test
    void aCopyThatIsBeingMadeIsLeftAloneByASecondProcess() throws IOException {
        try (EmbeddedStock stock = open()) {
            Files.writeString(copy, "half of a copy");

            assertThatThrownBy(this::open).hasMessageContaining("in use");

            assertThat(copy).exists();
            hold(stock, "still");
        }
    }

    private EmbeddedStock open() {
        EmbeddedStock stock = EmbeddedStock.open(
                directory, new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofHours(1), 100), new HandClock());
        stock.fill(Map.of("P", 1_000_000L)).toCompletableFuture().join();
        return stock;
    }

    /** One change after another, each with a commit of its own. Returns how large the file has become. */
    private long changed(EmbeddedStock stock) {
        for (int i = 0; i < CHANGES; i++) {
            hold(stock, "s" + i);
        }
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void hold(EmbeddedStock stock, String session) {
        stock.hold(new Session(session), "P", 1).toCompletableFuture().join();
    }

    private static List<Movement> ledger(EmbeddedStock stock) {
        return stock.ledger("P", 0, 1_000).toCompletableFuture().join();
    }
}
