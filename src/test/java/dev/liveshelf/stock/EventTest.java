package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void plainValuesStandAsTheyAre() {
        assertThat(Event.of("redis_back", "at", "127.0.0.1:6379", "times", 3))
                .isEqualTo("event=redis_back at=127.0.0.1:6379 times=3");
    }

    @Test
    void whatIsNotOnePlainWordIsQuoted() {
        assertThat(Event.of("x", "a", "two words", "b", "", "c", "k=v", "d", "\"hi\" \\", "e", "h\u00e9"))
                .isEqualTo("event=x a=\"two words\" b=\"\" c=\"k=v\" d=\"\\\"hi\\\" \\\\\" e=\"h\u00e9\"");
    }

    @Test
    void noValueBeginsALineOfItsOwn() {
        assertThat(Event.of("x", "said", "no\r\nevent=forged\u2028y")).isEqualTo("event=x said=\"no  event=forged y\"");
    }

    @Test
    void whatStandsAsItIsGoesFromTheExclamationMarkToTheTilde() {
        assertThat(Event.of("x", "a", "!~", "b", "\u007f")).isEqualTo("event=x a=!~ b=\" \"");
    }
}
