package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two servers could read in two ways (RFC 9112): it is refused and the connection closed, so that nothing of it is ever
 * taken for the next request; or read in the one way there is.
 */
class SmugglingIT {
    private static final Pattern BEGINNING = Pattern.compile("(?=HTTP/1\\.1 \\d)");
    private static final String CART =
            "POST /cart HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    private static final String FORM = "session=ann&action=add&item=P";

    /** What would be smuggled in. Never to be answered where it is part of something else. */
    private static final String NEXT = "GET /health HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";

    private static ShopProcess shop;

    @BeforeAll
    static void open(@TempDir Path home) throws IOException {
        shop = ShopProcess.start(home);
    }

    @AfterAll
    static void close() throws IOException {
        assertThat(shop.log()).as("that it is open, and nothing since").hasSize(2);
        shop.stop();
        Log.assertClean(shop.log());
        shop.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("a length and chunks", CART + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                row("chunks and a length", CART + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
                row("two lengths", CART + "Content-Length: 0\r\nContent-Length: 29\r\n\r\n" + FORM),
                row("two lengths in one", CART + "Content-Length: 0, 29\r\n\r\n" + FORM),
                row("a length with a sign", CART + "Content-Length: +29\r\n\r\n" + FORM),
                row("a negative length", CART + "Content-Length: -1\r\n\r\n" + FORM),
                row("a hexadecimal length", CART + "Content-Length: 0x1d\r\n\r\n" + FORM),
                row("an empty length", CART + "Content-Length: \r\n\r\n" + FORM),
                row("a length past all numbers", CART + "Content-Length: 99999999999999999999\r\n\r\n" + FORM),
                row("an encoding that is none", CART + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                row("chunked is not last", CART + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                row("chunked twice", CART + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                row(
                        "chunked twice in two lines",
                        CART + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                row("chunked in quotes", CART + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
                row("chunked and a vertical tab", CART + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                row("a space before the colon", CART + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                row("a space before the length's colon", CART + "Content-Length : 29\r\n\r\n" + FORM),
                row("a tab before the colon", CART + "Content-Length\t: 29\r\n\r\n" + FORM),
                row("a header without a colon", CART + "Content-Length\r\n\r\n" + FORM),
                row("a header without a name", CART + ": 29\r\n\r\n" + FORM),
                row("a line that goes on in the next", CART + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n"),
                row("a length that goes on in the next line", CART + "Content-Length:\r\n 29\r\n\r\n" + FORM),
                row("a space before the first header", "GET /health HTTP/1.1\r\n Host: shop\r\n\r\n"),
                row("a CR in a header", CART + "X: a\rContent-Length: 29\r\n\r\n" + FORM),
                row("a NUL in a header", CART + "X: a\0b\r\nContent-Length: 0\r\n\r\n"),
                row("a NUL in a header's name", CART + "X\0: a\r\nContent-Length: 0\r\n\r\n"),
                row("a NUL in the address", "GET /health\0 HTTP/1.1\r\nHost: shop\r\n\r\n"),
                row("a chunk's size that is none", chunked("zz\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("a chunk's size with a sign", chunked("-1\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("a chunk's size in 0x", chunked("0x1d\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("a chunk's size past all numbers", chunked("ffffffffffffffff1\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("a chunk that is longer than it says", chunked("1c\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("two hosts", "GET /health HTTP/1.1\r\nHost: shop\r\nHost: other\r\n\r\n"),
                row("no host", "GET /health HTTP/1.1\r\n\r\n"),
                row("a host that is none", "GET /health HTTP/1.1\r\nHost: a b\r\n\r\n"),
                row("a version that is none", "GET /health HTTP/1.9\r\nHost: shop\r\n\r\n"),
                row("no version", "GET /health\r\n\r\n"),
                row("a method that is none", "G@T /health HTTP/1.1\r\nHost: shop\r\n\r\n"),
                row(
                        "a header past all sizes",
                        "GET /health HTTP/1.1\r\nHost: shop\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"),
                row(
                        "headers past all numbers",
                        "GET /health HTTP/1.1\r\nHost: shop\r\n" + "X: a\r\n".repeat(3_000) + "\r\n"),
                row("an address past all sizes", "GET /?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: shop\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCanBeReadInTwoWaysIsRefusedAndTheConnectionClosed(String what, String request) throws IOException {
        List<String> answers = ask(request + NEXT, /* endsAsking= */ true);

        assertThat(answers).as(what).hasSize(1);
        assertThat(answers.get(0)).matches("(?s)HTTP/1\\.1 (400|414|431|501|505) .*");
        assertThat(new Visitor(shop.address()).level("P").getInt("held")).isZero();
    }

    static Stream<Arguments> read() {
        return Stream.of(
                row("chunks", chunked("1d\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("an extension of a chunk", chunked("1d;name=value\r\n" + FORM + "\r\n0\r\n\r\n")),
                row("a trailer", chunked("1d\r\n" + FORM + "\r\n0\r\nContent-Length: 99\r\n\r\n")),
                row("a length with zeros in front", CART + "Content-Length: 0029\r\n\r\n" + FORM),
                row("empty lines before it", "\r\n\r\nGET /health HTTP/1.1\r\nHost: shop\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("read")
    void whatCanBeReadInOneWayIsReadSoAndWhatFollowsIsTheNextRequest(String what, String request) throws IOException {
        List<String> answers = ask(request + NEXT);

        assertThat(answers)
                .as(what)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200 "));
        assertThat(answers.get(1)).contains("\"engine\"");
        new Visitor(shop.address()).remove("ann", "P");
    }

    /** Either way is allowed; what counts is that no part of a body is ever a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://other/health HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n", // the address counts
                "GET /health HTTP/1.1\nHost: shop\nConnection: close\n\n", // a bare LF may end a line
                "GET /health HTTP/1.0\r\n\r\n"
            })
    void whatMayBeRefusedIsOneRequestOrNone(String request) throws IOException {
        assertThat(ask(request)).hasSize(1);
    }

    @Test
    void whoSaysNonsenseAndWillAskNoMoreIsRefusedAllTheSame() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (PlainCaller caller = new PlainCaller(shop.address())) {
                caller.say("GET /health HTTP/1.1\r\nHost: a b\r\n\r\n");
                caller.endAsking();
                assertThat(caller.hearRest()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void aBodyThatNobodyAskedForIsNeverARequest() throws IOException {
        List<String> answers = ask("GET /health HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: "
                + NEXT.length() + "\r\n\r\n" + NEXT);

        assertThat(answers).hasSize(1);
    }

    @Test
    void whatTheServerAnswersByItselfIsAProblemLikeOthers() throws IOException {
        assertThat(ask("GET /health HTTP/1.1\r\n\r\n").get(0))
                .contains(
                        "Content-Type: application/problem+json",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                        "Referrer-Policy: strict-origin",
                        "no-store",
                        "\"status\":400")
                .doesNotContain("Server:", "Jetty", "Exception");
    }

    private static String chunked(String body) {
        return CART + "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static Arguments row(String what, String request) {
        return Arguments.of(what, request);
    }

    private static List<String> ask(String requests) throws IOException {
        return ask(requests, /* endsAsking= */ false);
    }

    /** Returns all answers until the server closes the connection. */
    private static List<String> ask(String requests, boolean endsAsking) throws IOException {
        try (PlainCaller caller = new PlainCaller(shop.address())) {
            caller.say(requests);
            if (endsAsking) {
                caller.endAsking();
            }
            return answers(caller.hearRest());
        }
    }

    private static List<String> answers(String all) {
        return BEGINNING.splitAsStream(all).filter(answer -> !answer.isEmpty()).toList();
    }
}
