package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTest {

    private static final long MOST = Level.MOST_UNITS;

    /** Of ten, four are held and one is kept back. */
    private final Level level = new Level("P", new Version("e", 7), 10, 4, 1, 20, null);

    @Test
    void whatIsHeldOrKeptBackIsNotAvailable() {
        assertThat(level.available()).isEqualTo(5);
        assertThat(new Level("P", level.version(), 10, 9, 5, 0, null).available())
                .as("never less than none")
                .isZero();
    }

    @Test
    void allThatIsAvailableCanBeHeldAndNotOneMore() {
        assertThat(level.holding(5).available()).isZero();
        assertThatThrownBy(() -> level.holding(6))
                .isInstanceOf(Refusal.NotEnough.class)
                .hasMessage("Only 5 left");
    }

    @Test
    void aCountMayGoDownToWhatIsHeldAndNoFurther() {
        assertThat(level.counted(4, 0).onHand()).isEqualTo(4);
        assertThatThrownBy(() -> level.counted(3, 0))
                .isInstanceOf(Refusal.BelowHeld.class)
                .hasMessage("There are 4 held");
        assertThatIllegalArgumentException().isThrownBy(() -> level.counted(-1, 0));
    }

    @Test
    void eachChangeIsAVersionOfItsOwn() {
        assertThat(level.holding(2)).isEqualTo(new Level("P", new Version("e", 8), 10, 6, 1, 20, null));
        assertThat(level.counted(12, 3)).isEqualTo(new Level("P", new Version("e", 8), 12, 4, 3, 20, null));
        assertThat(level.sold(3)).isEqualTo(new Level("P", new Version("e", 8), 7, 1, 1, 23, null));
        assertThat(level.returned(3)).isEqualTo(new Level("P", new Version("e", 8), 13, 4, 1, 17, null));
        assertThat(level.movedIn(6)).isEqualTo(new Level("P", new Version("e", 8), 10, 10, 1, 20, null));
    }

    @Test
    void theEmptiestAndTheFullestShelfCanBe() {
        assertThat(new Level("P", level.version(), 0, 0, 0, 0, null).available())
                .isZero();
        assertThat(new Level("P", level.version(), MOST, 0, 0, 0, null).available())
                .isEqualTo(MOST);
        assertThat(new Level("P", level.version(), 1, 1, MOST, 0, null).available())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0",
        "1000000001, 0, 0, 0",
        "1, -1, 0, 0",
        "1, 2, 0, 0",
        "1, 0, -1, 0",
        "1, 0, 1000000001, 0",
        "1, 0, 0, -1"
    })
    void otherNumbersCannotBe(long onHand, long held, long safetyStock, long sold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Level("P", level.version(), onHand, held, safetyStock, sold, null));
    }
}
