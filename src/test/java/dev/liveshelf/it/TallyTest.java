package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tally of the faults' tests would notice what must not be. */
class TallyTest {

    private final Tally tally = new Tally(Map.of("P", 5), /* mayLose= */ false);

    @Test
    void aDayWithoutFaultsIsFine() {
        holds("ann", 3);
        tally.stocks("P", 2);
        tally.stocked("P", 2);
        holds("bob", 4);
        refused("cat", 1);
        holds("ann", 2);
        tally.pays("bob");
        tally.paid("bob", Map.of("P", 4));
        tally.sees("ann", Map.of("P", 2));
        tally.sees("bob", Map.of());
        tally.counts("P", 2, 4, 3);

        assertThat(tally.complaints()).isEmpty();
    }

    @Test
    void moreInCartsThanThereAreIsNoticedAtOnce() {
        holds("ann", 3);
        holds("bob", 3);

        assertThat(tally.complaints()).containsExactly("Oversold: 6 of 5 P");
    }

    @Test
    void whatIsBeingTakenOutCountsForNothing() {
        holds("ann", 3);
        tally.asks("ann", "P", 0);
        holds("bob", 5);

        assertThat(tally.complaints()).isEmpty();
    }

    @Test
    void aHoldThatIsGoneIsNoticed() {
        holds("ann", 3);
        refused("ann", 3);

        assertThat(tally.complaints()).hasSize(1);
        assertThat(tally.lost()).isEqualTo(3);
    }

    @Test
    void aHoldThatIsGoneInTheEndIsNoticed() {
        holds("ann", 3);
        tally.sees("ann", Map.of());

        assertThat(tally.complaints()).containsExactly("P in the cart of ann: 3 by all answers, and 0 in truth");
    }

    @Test
    void aDeliveryThatCameTwiceIsNoticed() {
        tally.stocks("P", 2);
        tally.stocked("P", 2);
        tally.counts("P", 0, 0, 9);

        assertThat(tally.complaints()).containsExactly("P on hand and sold: 7 by all answers, and 9 in truth");
    }

    @Test
    void anOrderThatWasSoldTwiceIsNoticed() {
        holds("ann", 2);
        tally.pays("ann");
        tally.paid("ann", Map.of("P", 2));
        tally.counts("P", 0, 4, 1);

        assertThat(tally.complaints()).containsExactly("P sold: 2 by all answers, and 4 in truth");
    }

    @Test
    void anOrderOfMoreThanWasInTheCartIsNoticed() {
        holds("ann", 2);
        tally.pays("ann");
        tally.paid("ann", Map.of("P", 3));

        assertThat(tally.complaints()).hasSize(1);
    }

    @Test
    void unitsThatAreHeldByNobodyAreNoticed() {
        tally.counts("P", 1, 0, 5);

        assertThat(tally.complaints()).hasSize(1);
    }

    @Test
    void whatMayBeLostIsCountedOnly() {
        Tally lenient = new Tally(Map.of("P", 5), /* mayLose= */ true);
        lenient.asks("ann", "P", 3);
        lenient.answered("ann", "P", 3, 3);
        lenient.sees("ann", Map.of());
        lenient.counts("P", 0, 0, 5);

        assertThat(lenient.complaints()).isEmpty();
        assertThat(lenient.lost()).isEqualTo(3);
    }

    private void holds(String session, int quantity) {
        tally.asks(session, "P", quantity);
        tally.answered(session, "P", quantity, quantity);
    }

    private void refused(String session, int quantity) {
        tally.asks(session, "P", quantity);
        tally.refused(session, "P", quantity);
    }
}
