package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

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
}
