package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page or a person elsewhere tries, who does not know the session of a shopper, or would like to. */
class StrangersTest {

    private static final String MARKUP = "\"><img src=x onerror=alert(1)>'&</script><script>alert(2)</script>";
    private static final String[] TOKEN = {"Authorization", "Bearer the-token"};

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,Q=5", "token", "the-token");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aFormOfAnotherSiteChangesNothingThoughTheBrowserSendsTheCookieAlong() throws Exception {
        shop.add("ann");
        String before = shop.get("status?wait=0").body();
        for (String action : List.of("add", "remove", "extend")) {
            for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data")) {
                HttpResponse<String> answer = shop.post(
                        "cart?session=ann",
                        "action=" + action + "&item=P&quantity=3",
                        "Cookie",
                        "liveshelf_session=ann",
                        "Origin",
                        "https://evil.example",
                        "Content-Type",
                        type);

                assertThat(answer.statusCode()).isIn(400, 415);
            }
        }
        shop.get("cart?action=remove&item=P", "Cookie", "liveshelf_session=ann");
        shop.get("?action=remove&item=P&session=ann", "Cookie", "liveshelf_session=ann");

        assertThat(shop.get("status?wait=0").body()).isEqualTo(before);
    }

    @Test
    void aSessionFromAnAddressOrAFormNeverBecomesTheCookies() throws Exception {
        for (String address : List.of("?session=planted", "?item=P&session=planted", "?liveshelf_session=planted")) {
            HttpResponse<String> page = shop.get(address);

            assertThat(page.headers().firstValue("Set-Cookie")).get().asString().doesNotContain("planted");
            assertThat(page.body()).doesNotContain("planted");
        }
        assertThat(shop.get("", "Liveshelf-Session", "planted").body()).doesNotContain("planted");
        assertThat(shop.post("cart", "session=planted&action=add", "Accept", "text/html")
                        .headers()
                        .map())
                .doesNotContainKey("Set-Cookie");
        assertThat(shop.get("status?wait=0&session=planted").headers().map()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void aSessionIsInNoAddressThatAPageLeadsTo() throws Exception {
        for (String address : List.of("", "?item=P&item=Q", "demo/", "?item=nothing")) {
            HttpResponse<String> page =
                    shop.get(address, "Cookie", "liveshelf_session=whispered", "Accept", "text/html");

            assertThat(page.body()).doesNotContainPattern("(?:href|src|action)=\"[^\"]*whispered");
        }
        HttpResponse<String> back =
                shop.post("cart", "session=whispered&action=add&page=P+Q&item=P", "Accept", "text/html");
        assertThat(back.headers().firstValue("Location")).hasValue("./?item=P&item=Q#card.P");
    }

    @Test
    void aSessionAndATokenAreInNoProblemAndInNoLogLine() throws Exception {
        StringBuilder said = new StringBuilder();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.append(line.getMessage())
                        .append(line.getThrown())
                        .append(List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(ear);
        try {
            String form = "session=whispered&item=P&action=";
            String[] wrong = {"Authorization", "Bearer the-token-guessed"};
            StringBuilder problems = new StringBuilder();
            for (String accept : List.of("text/html", "application/json")) {
                for (HttpResponse<String> answer : List.of(
                        shop.post("cart", form + "steal", "Accept", accept),
                        shop.post("cart", form + "add&quantity=11", "Accept", accept),
                        shop.post("cart", form + "extend&item=Q", "Accept", accept),
                        shop.get("cart?session=whispered%00", "Accept", accept),
                        shop.get("whispered", "Accept", accept),
                        shop.get("?item=whispered", "Accept", accept),
                        shop.get("shop/items", "Authorization", wrong[1], "Accept", accept),
                        shop.get("shop/items/the-token", "Authorization", TOKEN[1], "Accept", accept),
                        shop.post("shop/checkout", "{\"session\":\"whispered\",\"order\":\"1\"}", TOKEN))) {
                    assertThat(answer.statusCode()).isBetween(400, 499);
                    problems.append(answer.body());
                }
            }
            assertThat(problems.toString()).doesNotContain("whispered", "the-token");
        } finally {
            root.removeHandler(ear);
        }
        assertThat(said.toString()).doesNotContain("whispered", "the-token");
    }

    @Test
    void theLedgerKnowsASessionByItsDigestOnly() throws Exception {
        shop.add("whispered");

        assertThat(shop.get("shop/items/P/ledger", TOKEN).body())
                .contains("session#")
                .doesNotContain("whispered");
    }

    @Test
    void markupInATitleIsShownAsItIsWritten() throws Exception {
        String title = MARKUP.replace("\"", "\\\"");
        shop.put("shop/items/P", "{\"onhand\":10,\"title\":\"" + title + "\"}", TOKEN);
        shop.post("cart", "session=ann&action=add&item=P");
        Pattern raw = Pattern.compile("<img src=x|<script>alert|</script><");
        for (String address : List.of("", "?item=P&item=Q", "demo/", "demo/?item=P", "demo/cart")) {
            String page = shop.get(address, "Cookie", "liveshelf_session=ann").body();

            assertThat(raw.matcher(page).find()).as(address).isFalse();
            assertThat(page.contains("&lt;img src&#x3D;x")
                            || page.contains("&lt;img src=x")
                            || address.equals("demo/cart"))
                    .as(address)
                    .isTrue();
        }
        assertThat(RunningShop.json(shop.get("shop/items/P", TOKEN)).getString("title"))
                .isEqualTo(MARKUP);
    }

    @Test
    void markupInAReasonIsDataAndMarkupInANameIsNone() throws Exception {
        String reason = MARKUP.replace("\"", "\\\"");
        assertThat(shop.post(
                                "shop/items/P/adjust",
                                "{\"delta\":1,\"reason\":\"" + reason + "\"}",
                                TOKEN[0],
                                TOKEN[1],
                                "Idempotency-Key",
                                "1")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> ledger = shop.get("shop/items/P/ledger", TOKEN[0], TOKEN[1], "Accept", "text/html");
        assertThat(ledger.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ledger.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(shop.put("shop/items/%3Cimg%3E", "{\"onhand\":1}", TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(shop.put("shop/items.csv", "item,onhand\n<img>,1\n", TOKEN).body())
                .doesNotContain("<img");
    }
}
