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
        assertThat(IntStream.range(0, 5).mapToObj(i -> guesses.take("192.0.2.1")))
                .containsOnly(Duration.ZERO);

        assertThat(guesses.take("192.0.2.1")).isEqualTo(Duration.ofSeconds(5));
        clock.move(Duration.ofSeconds(3));
        assertThat(guesses.take("192.0.2.1")).isEqualTo(Duration.ofSeconds(2));
        clock.move(Duration.ofSeconds(2));
        assertThat(guesses.take("192.0.2.1")).isZero();
        assertThat(guesses.take("192.0.2.1")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoHadItRightHasAllTriesAgain() {
        tryOften("192.0.2.1");

        guesses.giveBack("192.0.2.1");

        assertThat(guesses.take("192.0.2.1")).isZero();
    }

    @Test
    void othersAreNotLockedOut() {
        tryOften("192.0.2.1");

        // Of a hundred others one may share its place, by chance; hardly four.
        assertThat(IntStream.range(2, 102)
                        .filter(i -> guesses.take("192.0.2." + i).isZero()))
                .hasSizeGreaterThan(96);
    }

    @Test
    void whoOwnsANetworkOwnsOneAddress() {
        tryOften("[2001:db8:0:1::1]");

        assertThat(guesses.take("2001:db8:0:1:ffff:ffff:ffff:ffff")).isPositive();
    }

    @Test
    void whatIsNoAddressCountsAsItself() {
        tryOften("a:b");

        assertThat(guesses.take("a:b")).isPositive();
    }

    private void tryOften(String address) {
        for (int i = 0; i < 5; i++) {
            guesses.take(address);
        }
        assertThat(guesses.take(address)).isPositive();
    }
}
