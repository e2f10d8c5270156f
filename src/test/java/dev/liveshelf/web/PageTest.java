package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private static final Pattern STYLE = Pattern.compile("href=\"([^\"]+/style.css)\"");

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=3,Q=5");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void aNewVisitorGetsASessionThatNoScriptCanRead() throws Exception {
        HttpResponse<String> page = shop.get("");

        assertThat(page.statusCode()).isEqualTo(200);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("liveshelf_session=[A-Za-z0-9_-]{22}; Path=/shop; Max-Age=2592000; HttpOnly; SameSite=Lax");
        String session = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
        assertThat(page.body()).contains("value=\"" + session + "\"");
    }

    @Test
    void twoVisitorsGetTwoSessions() throws Exception {
        assertThat(shop.get("").headers().firstValue("Set-Cookie"))
                .isNotEqualTo(shop.get("").headers().firstValue("Set-Cookie"));
    }

    @Test
    void aReloadKeepsTheSessionAndTheCart() throws Exception {
        shop.add("ann");

        HttpResponse<String> page = shop.get("", "Cookie", "liveshelf_session=ann");

        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.body()).contains("data-in-cart=\"true\"").contains("value=\"ann\"");
    }

    @Test
    void aCookieThatCannotBeASessionIsReplaced() throws Exception {
        HttpResponse<String> page = shop.get("", "Cookie", "liveshelf_session=<script>");

        assertThat(page.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(page.body()).doesNotContain("<script>");
    }

    @Test
    void anotherApplicationsCookieThatIsWrongDoesNotTakeOursAway() throws Exception {
        String cookies = "other=a\tb; liveshelf_session=ann";

        assertThat(shop.get("", "Cookie", cookies).body()).contains("value=\"ann\"");
        assertThat(shop.get("cart", "Cookie", cookies).statusCode()).isEqualTo(200);
        assertThat(shop.get("status?item=P&wait=0", "Cookie", cookies).statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePageCarriesTheElementsOfTheTutorial() throws Exception {
        assertThat(shop.get("").body())
                .contains(
                        "id=\"session\"",
                        "id=\"count\"",
                        "id=\"add-to-cart\"",
                        "id=\"add-button\"",
                        "id=\"remove-from-cart\"",
                        "id=\"remove-button\"");
    }

    @Test
    void anotherItemHasItsOwnPage() throws Exception {
        assertThat(shop.get("?item=Q").body()).contains("data-item=\"Q\"");
    }

    @Test
    void anUnknownItemHasAPageThatSaysSo() throws Exception {
        HttpResponse<String> page = shop.get("?item=%3Cscript%3E", "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).doesNotContain("<script>");
    }

    @Test
    void thePageSpeaksTheVisitorsLanguage() throws Exception {
        assertThat(shop.get("", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8").body())
                .contains("<html lang=\"zh\"");
        assertThat(shop.get("", "Accept-Language", "de,en;q=0.5").body()).contains("<html lang=\"en\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {";;q=x", "-", "--", "*", ",", "a-b-c-d-e-f-g-h", "zh;q=2", "\u00e4"})
    void aLanguageThatIsNoneIsAnsweredInEnglish(String language) throws Exception {
        for (String address : new String[] {"", "nope"}) {
            assertThat(shop.get(address, "Accept-Language", language, "Accept", "text/html")
                            .body())
                    .contains("<html lang=\"en\"");
        }
    }

    @Test
    void thePageRunsNothingButItsOwnScript() throws Exception {
        HttpResponse<String> page = shop.get("");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void assetsOfThisVersionAreKeptForEverAndOthersAskedForAgain() throws Exception {
        String style = style(shop.get("").body());

        HttpResponse<String> versioned = shop.get(style);
        HttpResponse<String> plain = shop.get("assets/style.css");
        HttpResponse<String> old = shop.get("assets/00000000/style.css");

        assertThat(versioned.headers().firstValue("Cache-Control").orElseThrow())
                .contains("immutable");
        assertThat(versioned.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
        assertThat(plain.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(old.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(old.body()).isEqualTo(versioned.body());
        String tag = plain.headers().firstValue("ETag").orElseThrow();
        assertThat(shop.get("assets/style.css", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void problemPagesFindTheirStyleFromAnyDepth() throws Exception {
        for (String address : new String[] {"nope", "no/such/page", "assets/no/such", "cart/"}) {
            HttpResponse<String> page = shop.get(address, "Accept", "text/html");
            String style =
                    shop.home().resolve(address).resolve(style(page.body())).toString();

            assertThat(page.statusCode()).as(address).isEqualTo(404);
            assertThat(shop.get(style).statusCode()).as(style).isEqualTo(200);
        }
    }

    private static String style(String page) {
        Matcher matcher = STYLE.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
