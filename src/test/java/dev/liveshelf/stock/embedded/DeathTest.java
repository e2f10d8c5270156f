package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Deaths at any write or force of a store that opens, or closes: what was answered is there when it opens again. */
class DeathTest {

    private static final Logger LOG = Logger.getLogger(Writer.class.getPackageName());
    private static final int DEATHS = 40;
    private static final int DEATHS_AT_WORK = 150;
    private static final int FAULTS = 10;
    private static final int HOLDS = 50;

    @TempDir
    Path home;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final LossyDisk disk = new LossyDisk(/* lies= */ false);
    private final Rules rules = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofHours(1), 100);
    private int holds;
    private LossyFile file;

    @BeforeEach
    void mount() {
        LOG.setLevel(Level.OFF); // each death is a fault that the stock reports, rightly, at length
        file = new LossyFile(home.resolve("disk").toString(), disk);
        FilePath.register(file);
        try (EmbeddedStock stock = open()) {
            stock.fill(Map.of("P", 1_000_000L)).toCompletableFuture().join();
        }
    }

    @AfterEach
    void unmount() {
        FilePath.unregister(file);
        LOG.setLevel(null);
    }

    @RepeatedTest(3)
    void aDeathWhileItClosesLosesNothing() {
        for (int death = 0; death < DEATHS; death++) {
            EmbeddedStock stock = open();
            assertAllHeld(stock, death);
            holdMore(stock);
            disk.dieAfter(1 + random.nextInt(20), random);
            stock.close();
            disk.restart(random);
        }
        assertThat(disk.renamed()).as("fresh copies, -Dseed=%d", seed).isBetween(1, DEATHS);
    }

    @RepeatedTest(3)
    void aDeathWhileItOpensLosesNothing() {
        for (int death = 0; death < DEATHS; death++) {
            try (EmbeddedStock stock = open()) {
                assertAllHeld(stock, death);
                holdMore(stock);
            }
            disk.dieAfter(1 + random.nextInt(8), random);
            try {
                open().close();
            } catch (IllegalStateException diedOfIt) {
                assertThat(disk.isDead()).as("died: %s", diedOfIt).isTrue();
            }
            disk.restart(random);
        }
    }

    @RepeatedTest(3)
    void aDeathAtWorkLosesNothing() {
        for (int death = 0; death < DEATHS_AT_WORK; death++) {
            EmbeddedStock stock = open();
            assertAllHeld(stock, death);
            disk.dieAfter(1 + random.nextInt(60), random);
            int answered = holdUntilItDies(stock);
            stock.close();
            disk.restart(random);
            try (EmbeddedStock again = open()) {
                int held = (int) again.level("P").toCompletableFuture().join().held();
                assertThat(held)
                        .as("held after death %d, -Dseed=%d", death, seed)
                        .isBetween(answered, answered + 1);
                holds = held;
            }
        }
    }

    /**
     * Without a restart; and what was answered before and after has got to the disk, as a loss of power shows. A store that
     * does not mind what a fault has kept from the disk is found out in one of three times: where the fault hit a force, and
     * little was written since.
     */
    @RepeatedTest(15)
    void aFaultThatPassesLosesNothing() {
        EmbeddedStock stock = open();
        for (int fault = 0; fault < FAULTS; fault++) {
            assertAllHeld(stock, fault);
            disk.failAfter(1 + random.nextInt(60), random);
            int answered = holdUntilItDies(stock);
            assertThat(stock.level("P").toCompletableFuture().join().held()).isEqualTo(answered);
            disk.heal();
            await().until(() -> stock.vitals().trouble() == null);
            holds = (int) stock.level("P").toCompletableFuture().join().held();
            assertThat(holds).as("held after fault %d, -Dseed=%d", fault, seed).isBetween(answered, answered + 1);
            if (random.nextInt(4) == 0) {
                break;
            }
        }
        if (random.nextInt(4) == 0) {
            holdMore(stock);
        }
        disk.dieAfter(0, random);
        stock.close();
        disk.losePower(random);
        try (EmbeddedStock again = open()) {
            assertAllHeld(again, FAULTS);
        }
    }

    private int holdUntilItDies(EmbeddedStock stock) {
        for (int answered = holds; ; answered++) {
            try {
                stock.hold(new Session("s" + answered), "P", 1)
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException away) {
                assertThat(away).hasCauseInstanceOf(Refusal.Away.class);
                return answered;
            }
        }
    }

    private void assertAllHeld(EmbeddedStock stock, int death) {
        assertThat(stock.level("P").toCompletableFuture().join().held())
                .as("held after death %d, -Dseed=%d", death, seed)
                .isEqualTo(holds);
        assertThat(stock.audit().toCompletableFuture().join()).isEmpty();
    }

    private void holdMore(EmbeddedStock stock) {
        for (int i = 0; i < HOLDS; i++) {
            Session session = new Session("s" + holds++);
            stock.hold(session, "P", 1).toCompletableFuture().join();
        }
    }

    private EmbeddedStock open() {
        return EmbeddedStock.open(home.resolve("disk:"), rules, new HandClock(), /* retryMillis= */ 1);
    }
}
