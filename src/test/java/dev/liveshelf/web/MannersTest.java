package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of answer tells a browser. */
class MannersTest {

    private static final String[] TOKEN = {"Authorization", "Bearer secret"};

    @TempDir
    static Path data;

    private static RunningShop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,Q=5", "token", "secret", "origins", "https://shop.example");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 200",
        "GET, ?item=P&item=Q, 200",
        "GET, demo/, 200",
        "GET, demo, 303",
        "GET, ?after=P, 303",
        "GET, status?wait=0, 200",
        "GET, cart?session=ann, 200",
        "GET, health, 200",
        "GET, assets/style.css, 200",
        "GET, assets/wares.svg, 200",
        "GET, assets/nothing.css, 404",
        "GET, nothing, 404",
        "GET, ?item=nothing, 404",
        "GET, cart?session=%00, 400",
        "POST, cart, 415",
        "DELETE, cart, 405",
        "HEAD, '', 200",
        "OPTIONS, cart, 405",
        "GET, shop/items, 401",
        "GET, problem, 404",
        "GET, shop/, 200",
        "GET, shop, 303",
        "GET, metrics, 401"
    })
    void everyAnswerMayBeNeitherGuessedNorFramed(String method, String address, int status) throws Exception {
        for (String accept : new String[] {"text/html", "application/json"}) {
            HttpResponse<String> answer = shop.send(method, address, "Accept", accept);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertPolite(answer.headers());
        }
    }

    @Test
    void aStreamAndAPreflightAndAFormsAnswerAreNoExceptions() throws Exception {
        try (Socket socket = shop.connect()) {
            socket.getOutputStream()
                    .write("GET /shop/events?item=P HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            assertThat(head)
                    .contains(
                            "HTTP/1.1 200",
                            "text/event-stream",
                            "X-Content-Type-Options: nosniff",
                            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                            "Referrer-Policy: strict-origin",
                            "Cache-Control: no-store");
        }
        HttpResponse<String> preflight =
                shop.send("OPTIONS", "cart", "Origin", "https://shop.example", "Access-Control-Request-Method", "POST");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertPolite(preflight.headers());
        HttpResponse<String> back = shop.post("cart", "session=form&action=add", "Accept", "text/html");
        assertThat(back.statusCode()).isEqualTo(303);
        assertPolite(back.headers());
        assertThat(back.headers().firstValue("Location")).hasValue("./?item=P");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/",
                "shop/history",
                "shop/items",
                "shop/items/P",
                "shop/items/nothing",
                "shop/items/P/ledger",
                "shop/items.csv",
                "shop/audit",
                "shop/nothing",
                "shop/orders/nothing"
            })
    void nothingOfTheShopsOwnIsEverKept(String address) throws Exception {
        assertThat(shop.get(address, TOKEN).headers().allValues("Cache-Control"))
                .containsExactly("no-store");
        assertThat(shop.get(address).headers().allValues("Cache-Control")).containsExactly("no-store");
        assertPolite(shop.get(address, TOKEN).headers());
    }

    @Test
    void noPageHasAScriptOrAStyleInIt() throws Exception {
        Pattern inline = Pattern.compile(
                "(?i)<script(?![^>]*\\bsrc=)(?![^>]*\\btype=\"application/json\")|<style|\\sstyle=|\\son[a-z]+=|javascript:");
        for (String address :
                new String[] {"", "?item=P&item=Q", "demo/", "demo/?item=P", "demo/cart", "shop/", "nothing"}) {
            HttpResponse<String> page = shop.get(address, "Accept", "text/html");

            Matcher found = inline.matcher(page.body());
            assertThat(found.find()).as(address).isFalse();
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .doesNotContain("unsafe", "*");
        }
    }

    private static void assertPolite(HttpHeaders headers) {
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; ")
                .endsWith("frame-ancestors 'none'");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("strict-origin");
        assertThat(headers.map()).doesNotContainKeys("Strict-Transport-Security", "X-Powered-By");
    }
}
