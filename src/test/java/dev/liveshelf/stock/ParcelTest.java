package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParcelTest {

    @Test
    void allOfAnItemMayBeHeldAndNotOneMore() {
        assertThat(parcel(3, 0, hold("ann", "P", 1), hold("bob", "P", 2)).holds())
                .hasSize(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> parcel(2, 0, hold("ann", "P", 1), hold("bob", "P", 2)))
                .withMessageContaining("held 3");
    }

    @Test
    void whatCannotBeIsNoParcel() {
        assertThatIllegalArgumentException().isThrownBy(() -> parcel(3, 0, hold("ann", "Q", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> parcel(3, 0, hold("ann", "P", 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> parcel(3, 0, hold("ann", "P", 1), hold("ann", "P", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> parcel(3, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> parcel(-1, 0));
    }

    private static Parcel parcel(long onHand, long sold, Hold... holds) {
        return new Parcel("P", "", onHand, 0, sold, List.of(holds));
    }

    private static Hold hold(String session, String sku, int quantity) {
        return new Hold(new Session(session), sku, quantity, Instant.EPOCH, null);
    }
}
