package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books that somebody has tampered with: the audit finds it. */
class AuditTest {

    private static final Session ANN = new Session("ann");

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private String epoch;

    @BeforeEach
    void holdTwoOfTen() {
        try (EmbeddedStock stock = open()) {
            stock.fill(Map.of("P", 10L)).toCompletableFuture().join();
            epoch = stock.hold(ANN, "P", 2)
                    .toCompletableFuture()
                    .join()
                    .level()
                    .version()
                    .epoch();
        }
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertThat(audit()).isEmpty();
    }

    @Test
    void aHoldThatVanishedIsFound() {
        tamper(store -> holds(store).remove("ann/P"));

        assertThat(audit())
                .extracting(Finding::what)
                .anyMatch(what -> what.startsWith("held, and the sum of all holds"));
    }

    @Test
    void aLevelThatWasChangedIsFound() {
        tamper(store -> levels(store)
                .computeIfPresent(
                        "P", (sku, level) -> new Level(sku, level.version(), 12, 2, 0, 0, level.nextExpiry())));

        assertThat(audit())
                .extracting(Finding::what)
                .anyMatch(what -> what.startsWith("level, and the sum of its ledger"));
    }

    @Test
    void aMovementThatVanishedIsFound() {
        tamper(store -> ledger(store).remove("P/0000000000000001"));

        assertThat(audit()).extracting(Finding::what).anyMatch(what -> what.startsWith("movement 2"));
    }

    @Test
    void aMovementThatWasChangedIsFound() {
        tamper(store -> ledger(store)
                .computeIfPresent(
                        "P/0000000000000002",
                        (key, one) -> new Movement(one.verb(), one.time(), 3, one.party(), one.after())));

        assertThat(audit()).extracting(Finding::what).anyMatch(what -> what.startsWith("movement 2"));
    }

    @Test
    void aHoldOfAnItemThatIsNotThereIsFound() {
        tamper(store -> holds(store).put("ann/X", new Hold(ANN, "X", 1, clock.instant(), null)));

        assertThat(audit()).containsExactly(new Finding("X", "1 held of an item that is not there"));
    }

    @Test
    void aVersionThatWasSkippedIsFound() {
        tamper(store -> levels(store)
                .computeIfPresent(
                        "P",
                        (sku, level) -> new Level(
                                sku, new Version(epoch, 7), level.onHand(), level.held(), 0, 0, level.nextExpiry())));

        assertThat(audit()).hasSize(1);
    }

    /** Whoever opens it afterwards has no witness that it was whole: else it would be refused. */
    @Test
    void isGivenUpWhenTheShopCloses() {
        Audit audit = new Audit(/* ledger= */ null, () -> true);

        assertThatThrownBy(() -> audit.run(List.of(Level.first("P", epoch, 10, 0)), List.of()))
                .isInstanceOf(Refusal.Away.class);
    }

    private void tamper(Consumer<MVStore> how) {
        try (Cellar cellar = Cellar.open(directory)) {
            how.accept(cellar.store());
            cellar.commit();
        }
        assertThat(directory.resolve("stock.seq").toFile().delete()).isTrue();
    }

    private List<Finding> audit() {
        try (EmbeddedStock stock = open()) {
            return stock.audit().toCompletableFuture().join();
        }
    }

    private EmbeddedStock open() {
        return EmbeddedStock.open(
                directory, new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofHours(1), 100), clock);
    }

    private MVMap<String, Level> levels(MVStore store) {
        return new Maps(store).open("levels", new LevelType(epoch));
    }

    private static MVMap<String, Hold> holds(MVStore store) {
        return new Maps(store).open("holds", new HoldType());
    }

    private MVMap<String, Movement> ledger(MVStore store) {
        return new Maps(store).open("ledger", new MovementType(new LevelType(epoch)));
    }
}
