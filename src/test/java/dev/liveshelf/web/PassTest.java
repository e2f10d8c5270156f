package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.liveshelf.stock.HandClock;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's cookie, by a clock that is moved by hand. */
class PassTest {

    private final HandClock clock = new HandClock();
    private final Pass pass = pass("secret-token");
    private final HttpServletRequest request = mock(HttpServletRequest.class);

    @Test
    void itIsGoodForTwelveHoursAndNotASecondLonger() {
        bring(issued());
        clock.move(Duration.ofHours(12).minusSeconds(1));
        assertThat(pass.isHeld(request)).isTrue();

        clock.move(Duration.ofSeconds(1));

        assertThat(pass.isHeld(request)).isFalse();
    }

    @Test
    void anotherNodeWithTheSameTokenKnowsItAndOneWithAnotherTokenDoesNot() {
        bring(issued());

        assertThat(pass("secret-token").isHeld(request)).isTrue();
        assertThat(pass("another-token").isHeld(request)).isFalse();
        assertThat(pass("").isHeld(request)).isFalse();
    }

    @Test
    void whoMovesItsEndBreaksItsSeal() {
        String value = issued();
        String later = Long.parseLong(value.substring(0, value.indexOf('.'))) + 1 + value.substring(value.indexOf('.'));

        bring(later);

        assertThat(pass.isHeld(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "9999999999.", "9999999999", "secret-token", "x.y", "99999999999999999999.x"})
    void whatIsNoneIsNotGood(String value) {
        bring(value);

        assertThat(pass.isHeld(request)).isFalse();
    }

    @Test
    void theTokenIsNotInIt() {
        assertThat(issued()).doesNotContain("secret");
    }

    private Pass pass(String token) {
        return new Pass(token.getBytes(StandardCharsets.UTF_8), clock);
    }

    private String issued() {
        when(request.getContextPath()).thenReturn("");
        String cookie = pass.issue(request);
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    private void bring(String value) {
        when(request.getHeader("Cookie")).thenReturn("other=1; " + Pass.NAME + "=" + value);
        String header = "other=1; " + Pass.NAME + "=" + value;
        when(request.getHeader("Cookie")).thenReturn(header);
        when(request.getHeaders("Cookie")).thenAnswer(call -> Collections.enumeration(List.of(header)));
    }
}
