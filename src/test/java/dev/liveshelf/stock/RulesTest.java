package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T21:00:00Z");

    private final Rules rules = new Rules(5, 11, Duration.ofMinutes(15), Duration.ofHours(1), Rules.LEDGER_LIMIT);

    @Test
    void aCartHoldsOneToTheLimitOfAnItem() {
        rules.checkQuantity(1);
        rules.checkQuantity(5);

        assertThatThrownBy(() -> rules.checkQuantity(0)).isInstanceOf(Refusal.Quantity.class);
        assertThatThrownBy(() -> rules.checkQuantity(6))
                .isInstanceOf(Refusal.Quantity.class)
                .extracting("limit")
                .isEqualTo(5);
    }

    @Test
    void aCartCanBeFilledToItsLimit() {
        rules.checkCart(7, 1, 4);

        assertThatThrownBy(() -> rules.checkCart(8, 1, 4))
                .isInstanceOf(Refusal.CartFull.class)
                .extracting("limit")
                .isEqualTo(11);
    }

    @Test
    void aCartThatIsTooFullMayStillGetEmptier() {
        rules.checkCart(20, 4, 3);
        rules.checkCart(20, 4, 4);
    }

    @Test
    void aHoldLastsItsTimeButNeverPastTheLimit() {
        Instant hard = SINCE.plus(Duration.ofHours(1));

        assertThat(rules.deadline(SINCE, SINCE)).isEqualTo(SINCE.plus(Duration.ofMinutes(15)));
        assertThat(rules.deadline(SINCE, SINCE.plus(Duration.ofMinutes(45)))).isEqualTo(hard);
        assertThat(rules.deadline(SINCE, SINCE.plus(Duration.ofMinutes(50)))).isEqualTo(hard);
    }

    @Test
    void withoutAHoldTimeAHoldStaysUntilItIsReleased() {
        Rules patient = new Rules(5, 11, Duration.ZERO, Duration.ofHours(1), Rules.LEDGER_LIMIT);

        assertThat(patient.deadline(SINCE, SINCE)).isNull();
    }
}
