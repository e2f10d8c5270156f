package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadTest {

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "user-agent", "Referer", "Sec-Fetch-Mode", "sec-ch-ua"})
    void whatABrowserSaysOfItselfIsReadByNobody(String header) {
        assertThat(Unread.is(field(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Accept-Language",
                "Authorization",
                "Cookie",
                "Host",
                "Origin",
                "X-Forwarded-For",
                "Idempotency-Key",
                "Second",
                "Se"
            })
    void whatTheShopAsksForIsKept(String header) {
        assertThat(Unread.is(field(header))).isFalse();
    }

    private static HttpField field(String header) {
        return new HttpField(header, "some");
    }
}
