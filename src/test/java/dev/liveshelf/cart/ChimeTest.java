package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChimeTest {
    private static final long WAIT = Duration.ofSeconds(25).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void aShortWaitEndsWhenItIsOver() {
        assertThat(Chime.end(1_234, 9 * SECOND)).isEqualTo(1_234 + 9 * SECOND);
    }

    /** The clock counts from anywhere, before zero as well. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_234_567_890_123L, 999_999_999, -1, -1_234_567_890_123L})
    void aLongWaitEndsASecondTooEarlyAtMostAndNeverLater(long now) {
        assertThat(Chime.end(now, WAIT) - now).isBetween(WAIT - SECOND, WAIT - 1);
    }

    @Test
    void longWaitsThatBeginWithinASecondEndTogether() {
        long first = Chime.end(7 * SECOND, WAIT);

        assertThat(Chime.end(7 * SECOND + 500_000_000, WAIT)).isEqualTo(first);
        assertThat(Chime.end(8 * SECOND - 1, WAIT)).isEqualTo(first);
        assertThat(Chime.end(8 * SECOND, WAIT)).isEqualTo(first + SECOND);
    }
}
