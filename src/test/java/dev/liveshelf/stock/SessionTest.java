package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void printsADigestNeverTheSecret() {
        assertThat(new Session("secret"))
                .hasToString("session#2bb80d53") // sha256sum of "secret", first 8 digits
                .isEqualTo(new Session("secret"));
    }

    @Test
    void newOnesDifferAndHave128Bits() {
        SecureRandom random = new SecureRandom();

        assertThat(Session.create(random)).isNotEqualTo(Session.create(random));
        assertThat(Session.create(random).value()).hasSize(22);
    }

    @Test
    void anyTextThatCannotBeOneIsNone() {
        assertThat(Session.of("a.B_9~-")).isEqualTo(new Session("a.B_9~-"));
        assertThat(Session.of("x".repeat(128))).isNotNull();

        assertThat(Session.of(null)).isNull();
        assertThat(Session.of("")).isNull();
        assertThat(Session.of("a/b")).isNull();
        assertThat(Session.of("x".repeat(129))).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new Session("a/b"));
    }
}
