package dev.liveshelf.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

    private static final Path NOWHERE = Path.of("/nowhere/at/all");

    private static final long GIGA = 1L << 30;
    private static final Vitals FINE = Vitals.ofFile(null, 1_000, GIGA);
    private static final Machine IDLE = new Machine(100, 1_000, GIGA / 2, GIGA, 0.5);

    @Test
    void whereAllIsWellNothingIsSaid() {
        assertThat(new State(null, FINE, IDLE, false, 0, Duration.ZERO).troubles())
                .isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsNamed() {
        assertThat(only(new State("The engine does not answer", FINE, IDLE, false, 0, Duration.ZERO), Trouble.ENGINE))
                .startsWith("The engine does not answer. ")
                .contains("503");
    }

    @Test
    void whatTheEngineKnowsOfItselfIsSaidRatherThanThatItDoesNotAnswer() {
        Vitals stopped =
                Vitals.ofFile("The disk is full, and the store has stopped; make room, and it goes on", 1_000, GIGA);

        assertThat(only(
                        new State("The engine does not answer", stopped, IDLE, false, 0, Duration.ZERO),
                        Trouble.ENGINE))
                .startsWith("The disk is full");
    }

    @Test
    void aDiskIsNamedBeforeItIsFull() {
        Vitals little = Vitals.ofFile(null, 1_000, 99L << 20);

        assertThat(only(new State(null, little, IDLE, false, 0, Duration.ZERO), Trouble.DISK))
                .contains("99 MB are left");
    }

    @Test
    void aHeapIsNamedBeforeItIsFull() {
        Machine full = new Machine(100, 1_000, GIGA, GIGA, 0.9);

        assertThat(only(new State(null, FINE, full, false, 0, Duration.ZERO), Trouble.HEAP))
                .contains("90 %", "1024 MB", "-Xmx");
    }

    @Test
    void fileHandlesAreNamedBeforeTheyRunOut() {
        Machine many = new Machine(900, 1_000, 0, GIGA, 0);

        assertThat(only(new State(null, FINE, many, false, 0, Duration.ZERO), Trouble.FILES))
                .contains("900 of 1000", "ulimit -n");
    }

    @Test
    void aFullWaitingRoomIsNamedWithItsSetting() {
        assertThat(only(new State(null, FINE, IDLE, false, 20, Duration.ZERO), Trouble.VIEWERS))
                .contains("20 viewers", "liveshelf.viewers.limit");
    }

    @Test
    void aShopThatClosesHasNoOtherTroubleWithItsEngine() {
        assertThat(only(new State("The shop is closing", FINE, IDLE, true, 0, Duration.ZERO), Trouble.CLOSING))
                .startsWith("The shop is closing");
    }

    @Test
    void aClockThatWasSetBackIsNamed() {
        assertThat(only(new State(null, FINE, IDLE, false, 0, Duration.ofHours(1)), Trouble.CLOCK))
                .contains("set back, by 3600 s");
        assertThat(new State(null, FINE, IDLE, false, 0, Duration.ofSeconds(1)).troubles())
                .isEmpty();
    }

    @Test
    void whatCannotBeToldIsNoTrouble() {
        assertThat(new State(null, Vitals.ofRedis(null, 1, 1), new Machine(-1, -1, 0, -1, -1), false, 0, Duration.ZERO)
                        .troubles())
                .isEmpty();
    }

    @Test
    void thisMachineCanBeTold() {
        Machine machine = Machine.look();

        assertThat(machine.openFiles()).isBetween(1L, machine.openFilesLimit());
        assertThat(machine.heapUsed()).isBetween(1L, machine.heapLimit());
        assertThat(machine.heapFull()).isBetween(0.0, 1.0);
    }

    @Test
    void openFilesAreCountedOneByOneWhereTheSystemHasNoNumber() {
        assertThat(Machine.openFiles(NOWHERE, () -> 7, 200)).isEqualTo(7);
    }

    @Test
    void openFilesAreNotCountedWhereItHasOne(@TempDir Path directory) throws IOException {
        assertThat(Machine.openFiles(directory, () -> -1, 200)).isEqualTo(Files.size(directory));
    }

    @Test
    void whereNoFileHandleIsLeftToCountThemAllAreInUse() {
        assertThat(Machine.openFiles(
                        NOWHERE,
                        () -> {
                            throw new InternalError("errno: 24 error: Unable to open directory /proc/self/fd");
                        },
                        200))
                .isEqualTo(200);
    }

    private static String only(State state, Trouble trouble) {
        Map<Trouble, String> troubles = state.troubles();
        assertThat(troubles).containsOnlyKeys(trouble);
        return troubles.get(trouble);
    }
}
