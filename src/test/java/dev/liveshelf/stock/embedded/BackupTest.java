package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups are taken while two shoppers never rest. */
class BackupTest {
    private static final int BACKUPS = 10;

    private final Rules rules = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofHours(1), 1_000);
    private final HandClock clock = new HandClock();
    private final AtomicLong answered = new AtomicLong();

    @TempDir
    private Path home;

    private Path data;

    @BeforeEach
    void name() {
        data = home.resolve("data");
    }

    @Test
    void eachHasWhatWasAnsweredBeforeAndItsBooksAddUp() throws Exception {
        try (EmbeddedStock stock = open(data)) {
            stock.fill(Map.of("P", 1_000_000L, "Q", 1_000_000L))
                    .toCompletableFuture()
                    .join();
            boolean[] over = {false};
            CompletableFuture<Void> trade = CompletableFuture.allOf(trade(stock, "P", over), trade(stock, "Q", over));
            for (int i = 0; i < BACKUPS; i++) {
                long before = answered.get();
                Path backup = stock.backup().toCompletableFuture().join();
                assertThat(held(backup, i)).isBetween(before, answered.get() + 2);
            }
            over[0] = true;
            trade.join();
            assertThat(answered.get()).isGreaterThan(BACKUPS);
        }
    }

    @Test
    void isGivenUpWhenTheShopCloses() {
        try (Cellar cellar = Cellar.open(data)) {
            assertThatThrownBy(() -> cellar.backup(cellar.store().getCurrentVersion(), () -> true))
                    .isInstanceOf(Refusal.NoBackup.class)
                    .hasMessageContaining("closing");
            assertThat(data.resolve("backup")).isEmptyDirectory();
        }
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        try (EmbeddedStock stock = open(data)) {
            Files.createFile(data.resolve("backup"));

            assertThatThrownBy(() -> stock.backup().toCompletableFuture().join())
                    .hasCauseInstanceOf(Refusal.NoBackup.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    /** Were it otherwise, the audit would notice. */
    @Test
    void aCopyThatHasEachMapOfAnotherMomentDoesNotAddUp() throws Exception {
        Path torn = Files.createDirectory(home.resolve("torn")).resolve("stock.mv");
        try (Cellar cellar = Cellar.open(data)) {
            Books books = new Books(cellar.maps(), cellar.epoch(), rules, clock, item -> {}, (how, age) -> {});
            books.shelf().fill(Map.of("P", 100L));
            cellar.commit();
            new FreshCopy(cellar.store(), cellar.maps(), torn).replace(Long.MAX_VALUE, Map.of("epoch", "torn"), () -> {
                books.hold(new Session("s" + answered.incrementAndGet()), "P", 1);
                return false;
            });
        }
        try (EmbeddedStock copy = open(torn.getParent())) {
            assertThat(copy.audit().toCompletableFuture().join()).isNotEmpty();
        }
    }

    private CompletableFuture<Void> trade(EmbeddedStock stock, String sku, boolean[] over) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; !over[0]; i++) {
                stock.hold(new Session(sku + i), sku, 1).toCompletableFuture().join();
                answered.incrementAndGet();
            }
        });
    }

    /** Opens it somewhere else. Returns how many units are held there, once the audit has had nothing to say. */
    private long held(Path backup, int number) throws Exception {
        Path there = Files.createDirectory(home.resolve("restored" + number));
        Files.copy(backup, there.resolve("stock.mv"));
        try (EmbeddedStock restored = open(there)) {
            assertThat(restored.audit().toCompletableFuture().join()).isEmpty();
            return restored.level("P").toCompletableFuture().join().held()
                    + restored.level("Q").toCompletableFuture().join().held();
        }
    }

    private EmbeddedStock open(Path directory) {
        return EmbeddedStock.open(directory, rules, clock);
    }
}
