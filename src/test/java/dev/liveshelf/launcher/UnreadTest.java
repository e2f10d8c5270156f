package dev.liveshelf.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadTest {

    private static final String FIRST = "GET /status?item=P HTTP/1.1\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "user-agent", "Referer", "Sec-Fetch-Mode", "sec-ch-ua", "Sec-WebSocket-Key"})
    void whatABrowserSaysOfItselfIsReadByNobody(String header) {
        assertThat(Unread.is(field(header))).isTrue();
        assertThat(left(FIRST + header + ": some\r\n\r\n")).isEqualTo(FIRST + "\r\n");
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
        assertKept(FIRST + header + ": some\r\n\r\n");
    }

    @Test
    void whatIsLeftMovesTogether() {
        assertThat(left(FIRST + "Referer: a\r\nHost: shop\r\nUser-Agent: b\r\nSec-A: c\r\nAccept: d\r\n\r\n"))
                .isEqualTo(FIRST + "Host: shop\r\nAccept: d\r\n\r\n");
    }

    @Test
    void whatComesAfterTheHeadIsNotTouched() {
        assertThat(left(FIRST + "Referer: a\r\n\r\nReferer: b\r\n\r\n")).isEqualTo(FIRST + "\r\nReferer: b\r\n\r\n");
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "Referer: one\r\n and more\r\n\r\n",
                "Referer: one\r\n\tand more\r\n\r\n",
                "Referer: one\r\n: and more\r\n\r\n",
                "Referer: no end",
                "Referer: no end\r",
                "Referer: what is next?\r\n",
                "Referer: ends with half of an end\n\r\n",
                "Referer: has a tab\tin it\r\n\r\n",
                "Referer: is not \u00e9nglish\r\n\r\n",
                "Referer: has a rubout \u007f\r\n\r\n",
                "Referer: has a zero \0\r\n\r\n",
                "Referer : has a space before it\r\n\r\n",
                "Sec Fetch: has a space in it\r\n\r\n",
                "Sec-(: is no name\r\n\r\n",
                "Sec-no-colon\r\n\r\n",
                "Referer\r\n\r\n"
            })
    void aLineThatIsNotAsItShouldBeIsForTheParserToSee(String lines) {
        assertKept(FIRST + lines);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "",
                "GET",
                "\r\nReferer: no first line\r\n\r\n",
                "\r\n",
                "GET / HTTP/1.1\r\n",
                "\u0016\u0003\u0001\u0002\0",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void whatIsNoHeadIsNotTouched(String bytes) {
        assertKept(bytes);
    }

    @Test
    void whatWasReadBeforeIsNotTouched() {
        ByteBuffer buffer = buffer("POST\r\n\r\nReferer: a\r\n" + FIRST + "Referer: b\r\n\r\n");
        buffer.position(20);
        Unread.takeOut(buffer);
        assertThat(text(buffer)).isEqualTo(FIRST + "\r\n");
        assertThat(text(buffer.rewind())).startsWith("POST\r\n\r\nReferer: a\r\n" + FIRST);
    }

    private static void assertKept(String bytes) {
        assertThat(left(bytes)).isEqualTo(bytes);
    }

    private static String left(String bytes) {
        ByteBuffer buffer = buffer(bytes);
        Unread.takeOut(buffer);
        return text(buffer);
    }

    private static ByteBuffer buffer(String bytes) {
        return ByteBuffer.allocateDirect(1_000).put(bytes.getBytes(ISO_8859_1)).flip();
    }

    private static String text(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    private static HttpField field(String header) {
        return new HttpField(header, "some");
    }
}
