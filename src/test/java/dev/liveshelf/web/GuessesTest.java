package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.HandClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who guesses is slowed down, and nobody else. */
class GuessesTest {

    private final HandClock clock = new HandClock();
    private final Guesses guesses = new Guesses(clock);

    @Test
    void fiveTriesAreFreeAndThenThereIsOneEveryFiveSeconds() {
        assertThat(IntStream.range(0, 5).mapToObj(i -> guesses.take(1))).containsOnly(Duration.ZERO);

        assertThat(guesses.take(1)).isEqualTo(Duration.ofSeconds(5));
        clock.move(Duration.ofSeconds(3));
        assertThat(guesses.take(1)).isEqualTo(Duration.ofSeconds(2));
        clock.move(Duration.ofSeconds(2));
        assertThat(guesses.take(1)).isZero();
        assertThat(guesses.take(1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoHadItRightHasAllTriesAgain() {
        tryOften(1);

        guesses.giveBack(1);

        assertThat(guesses.take(1)).isZero();
    }

    @Test
    void othersAreNotLockedOut() {
        tryOften(1);

        // Of a hundred others one may share its place, by chance; hardly four.
        assertThat(IntStream.range(2, 102).filter(i -> guesses.take(i).isZero()))
                .hasSizeGreaterThan(96);
    }

    private void tryOften(long caller) {
        for (int i = 0; i < 5; i++) {
            guesses.take(caller);
        }
        assertThat(guesses.take(caller)).isPositive();
    }
}
