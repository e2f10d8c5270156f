package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong gets a clear problem, changes nothing, and is not repeated back. */
class BadInputTest {

    @TempDir
    static Path data;

    private static RunningShop shop;
    private String before;

    @BeforeAll
    static void open() throws Exception {
        shop = new RunningShop(data, "wait", "2s");
    }

    @AfterAll
    static void close() throws Exception {
        shop.close();
    }

    @BeforeEach
    void look() throws Exception {
        before = shop.get("status?wait=0").body();
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(shop.get("status?wait=0").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "action=add",
                "session=&action=add",
                "session=a+b&action=add",
                "session=%3Cscript%3E&action=add",
                "session=a%2Fb&action=add",
                "session=a%00&action=add",
                "session=ann",
                "session=ann&action=",
                "session=ann&action=steal",
                "session=ann&action=ADD",
                "session=ann&action=add&quantity=0",
                "session=ann&action=add&quantity=-1",
                "session=ann&action=add&quantity=11",
                "session=ann&action=add&quantity=99999999999999999999",
                "session=ann&action=add&quantity=1.5",
                "session=ann&action=add&quantity=NaN",
                "session=ann&action=add&quantity=",
                "session=ann&action=add&item=%",
                "session=ann&action=add&item=%zz",
                "session=%e4%&action=add"
            })
    void aCartRequestThatMakesNoSenseIs400(String body) throws Exception {
        assertProblem(400, shop.post("cart", body));
    }

    @Test
    void anOverlongSessionIs400() throws Exception {
        assertProblem(400, shop.post("cart", "action=add&session=" + "a".repeat(129)));
        assertProblem(400, shop.get("status?wait=0&session=" + "a".repeat(129)));
        assertProblem(400, shop.get("cart?session=" + "a".repeat(129)));
    }

    @Test
    void aCartWithoutASessionIs400() throws Exception {
        assertProblem(400, shop.get("cart"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "p", "", "%3Cscript%3Ealert(1)%3C/script%3E", "../P", "P%00", "%F0%9F%92%A9"})
    void anUnknownItemIs404(String item) throws Exception {
        assertProblem(404, shop.get("status?wait=0&item=" + item));
        assertProblem(404, shop.get("events?item=" + item));
        assertProblem(404, shop.post("cart", "session=ann&action=add&item=" + item));
        assertProblem(404, shop.post("cart", "session=ann&action=remove&item=" + item));
        assertProblem(404, shop.get("?item=" + item));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2.1", "1e9", "99999999999", "NaN", "", "%3Cb%3E", "1,5", " 1"})
    void aWaitOutOfRangeIs400(String wait) throws Exception {
        assertProblem(400, shop.get("status?item=P&wait=" + wait.replace(" ", "%20")));
        assertProblem(400, shop.get("events?item=P&wait=" + wait.replace(" ", "%20")));
    }

    @Test
    void moreThanFiftyItemsIs400() throws Exception {
        String query = IntStream.range(0, 51).mapToObj(i -> "item=i" + i).collect(Collectors.joining("&"));

        assertProblem(400, shop.get("status?wait=0&" + query));
        assertProblem(400, shop.get("events?" + query));
    }

    @Test
    void anItemNamedTwiceIs400() throws Exception {
        assertProblem(400, shop.get("status?wait=0&item=P&item=P"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status?item=%", "status?item=%zz&wait=0", "events?item=%", "cart?session=%4", "?item=%E4%"})
    void brokenPercentEncodingIs400(String address) throws Exception {
        assertProblem(400, raw("GET /shop/" + address + " HTTP/1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void aMethodThatIsNotMeantIs405(String method) throws Exception {
        for (String address : new String[] {"", "status", "events", "cart", "health", "assets/style.css"}) {
            assertProblem(405, raw(method + " /shop/" + address + " HTTP/1.1"));
        }
    }

    @Test
    void aPostWhereOnlyAGetIsMeantIs405() throws Exception {
        HttpResponse<String> response = shop.post("status", "item=P");

        assertProblem(405, response);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void aBodyThatIsTooLargeIs413() throws Exception {
        for (int size : new int[] {16 * 1024, 100_000, 1_000_000}) {
            assertProblem(413, shop.post("cart", "session=ann&action=add&x=" + "y".repeat(size)));
        }
    }

    @Test
    void aBodyThatIsTooLargeAndDoesNotSaySoIs413() throws Exception {
        String chunk = Integer.toHexString(20_000) + "\r\n" + "y".repeat(20_000) + "\r\n0\r\n\r\n";

        assertProblem(
                413,
                raw(
                        "POST /shop/cart HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Transfer-Encoding: chunked",
                        chunk));
    }

    @Test
    void aBodyThatIsNoFormIs415() throws Exception {
        assertProblem(415, shop.post("cart", "{\"session\":\"ann\"}", "Content-Type", "application/json"));
    }

    @Test
    void markupInParametersIsNotRepeated() throws Exception {
        String markup = "%3Cimg%20src=x%20onerror=alert(1)%3E";
        for (String address : new String[] {
            "?item=" + markup, "status?wait=" + markup, "status?since=" + markup, "cart?session=" + markup, markup
        }) {
            for (String accept : new String[] {"text/html", "application/json"}) {
                assertThat(shop.get(address, "Accept", accept).body()).doesNotContain("onerror", "<img src=x");
            }
        }
    }

    private static void assertProblem(int status, HttpResponse<String> response) {
        assertProblem(
                status,
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    private static void assertProblem(int status, String raw) {
        String head = raw.substring(0, raw.indexOf("\r\n\r\n"));
        int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        String body = raw.substring(head.length() + 4);
        assertProblem(
                status,
                Integer.parseInt(raw.substring(9, 12)),
                head.contains("Content-Type: application/problem+json") ? "application/problem+json" : head,
                body.substring(0, Math.min(length, body.length())));
    }

    private static void assertProblem(int expected, int status, String type, String body) {
        assertThat(status).as(body).isEqualTo(expected);
        assertThat(type).isEqualTo("application/problem+json");
        try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(body))) {
            JsonObject problem = reader.readObject();
            assertThat(problem.getInt("status")).isEqualTo(expected);
            assertThat(problem.getString("title")).isNotBlank();
            assertThat(problem.getString("detail")).isNotBlank();
        }
        assertThat(body).doesNotContain("Exception", "\tat ", "<", "script");
    }

    /** What no decent client would send. */
    private static String raw(String head) throws Exception {
        return raw(head, "");
    }

    private static String raw(String head, String body) throws Exception {
        try (Socket socket = shop.connect()) {
            socket.getOutputStream()
                    .write((head + "\r\nHost: shop\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
