package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewcomersTest {

    private long now = -42;
    private final Newcomers newcomers = new Newcomers(2, () -> now);

    @Test
    void oneMoreThanTheLimitIsTurnedAwayUntilTheMinuteIsOver() {
        newcomers.admit(7, new Session("a"));
        pass(Duration.ofSeconds(20));
        newcomers.admit(7, new Session("b"));

        assertThatThrownBy(() -> newcomers.admit(7, new Session("c"))).satisfies(refusal -> {
            assertThat(((Problem) refusal).status()).isEqualTo(429);
            assertThat(((Problem) refusal).headers()).containsEntry("Retry-After", "40");
        });
        pass(Duration.ofSeconds(40));
        newcomers.admit(7, new Session("c"));
    }

    @Test
    void whoIsKnownIsAlwaysLetIn() {
        newcomers.admit(7, new Session("a"));
        newcomers.admit(7, new Session("b"));

        for (int i = 0; i < 100; i++) {
            newcomers.admit(7, new Session("a"));
        }
        newcomers.admit(8, new Session("a"));
    }

    @Test
    void anotherAddressHasItsOwnCount() {
        newcomers.admit(7, new Session("a"));
        newcomers.admit(7, new Session("b"));

        newcomers.admit(8, new Session("c"));
    }

    @Test
    void aFloodOfAddressesTakesNoMoreRoomAndKeepsNobodyOut() {
        for (int address = 0; address < 1_000_000; address++) {
            newcomers.admit(address, new Session("s" + address));
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
