package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.StockContract;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStockTest extends StockContract {

    @TempDir
    Path directory;

    @Override
    protected Stock open() {
        return EmbeddedStock.open(directory, rules, clock);
    }

    @Override
    protected void forget() throws Exception {
        Files.delete(directory.resolve("stock.mv"));
        Files.delete(directory.resolve("stock.seq"));
    }

    @Test
    void aDirectoryInUseIsRefusedInWords() {
        assertThatThrownBy(this::open).hasMessageContaining("in use by another Liveshelf");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedInWords() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedStock.open(file.resolve("below"), rules, clock))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aClockThatIsSetBackLosesNothingAndRevivesNothing() {
        Duration hour = Duration.ofHours(1);
        try (EmbeddedStock stock = EmbeddedStock.open(directory.resolve("clock"), rules, clock)) {
            Session ann = new Session("ann");
            Session bob = new Session("bob");
            stock.fill(Map.of("P", 10L)).toCompletableFuture().join();
            stock.hold(bob, "P", 1).toCompletableFuture().join();
            clock.move(Duration.ofMinutes(15)); // bob's time is over
            Level before = stock.hold(ann, "P", 2).toCompletableFuture().join().level();

            clock.move(hour.negated());

            assertThat(stock.cart(bob).toCompletableFuture().join()).isEmpty();
            Line kept = stock.hold(bob, "P", 3).toCompletableFuture().join();
            assertThat(kept.hold().expires()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
            assertThat(kept.level().held()).isEqualTo(5);
            assertThat(kept.level().version().n()).isEqualTo(before.version().n() + 1);
            Line extended = stock.extend(ann, "P").toCompletableFuture().join();
            assertThat(extended.hold().expires())
                    .as("from now on")
                    .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
            assertThat(stock.audit().toCompletableFuture().join()).isEmpty();
            clock.move(Duration.ofMinutes(15));
            assertThat(stock.level("P").toCompletableFuture().join().held()).isZero();
            assertThat(stock.audit().toCompletableFuture().join()).isEmpty();
        }
    }

    /** By size it would do so in the middle of a step, and nothing could be undone. */
    @Test
    void theStoreCommitsOnlyWhenTold() {
        try (Cellar cellar = Cellar.open(directory.resolve("another"))) {
            assertThat(cellar.store().getAutoCommitMemory()).isZero();
            assertThat(cellar.store().getAutoCommitDelay()).isZero();
        }
    }

    @Test
    void aFileThatIsNoStoreIsRefusedInWords() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (RandomAccessFile file =
                new RandomAccessFile(other.resolve("stock.mv").toFile(), "rw")) {
            file.write("This is a shopping list, not a store.\n"
                    .repeat(1_000)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        assertThatThrownBy(() -> EmbeddedStock.open(other, rules, clock)).hasMessageContaining("damaged");
    }

    @Test
    void aFileOfAnOlderFormatIsRefusedInWords() throws Exception {
        Path older = Files.createDirectory(directory.resolve("older"));
        try (MVStore store = MVStore.open(older.resolve("stock.mv").toString())) {
            store.openMap("facts").put("format", "5");
        }

        assertThatThrownBy(() -> EmbeddedStock.open(older, rules, clock)).hasMessageContaining("in a format before");
    }

    @Test
    void knowsTheSizeOfItsFileAndTheRoomOnItsDisk() throws Exception {
        Path mv = directory.resolve("another").resolve("stock.mv");
        try (EmbeddedStock stock = EmbeddedStock.open(mv.getParent(), rules, clock)) {
            assertThat(stock.vitals().trouble()).isNull();
            assertThat(stock.vitals().fileBytes()).isEqualTo(Files.size(mv));
            assertThat(stock.vitals().diskBytes()).isPositive();

            Files.delete(mv);

            assertThat(stock.vitals().fileBytes()).isEqualTo(-1);
            assertThat(stock.vitals().diskBytes()).isEqualTo(-1);
        }
    }
}
