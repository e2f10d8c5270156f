package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to the operator's page, and what its cookie is good for. */
class OfficeTest {

    private static final String OURS = "Liveshelf-Operator";

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,A=3", "token", "secret-token");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void withoutTheCookieThereIsAFormAndNothingElse() throws Exception {
        HttpResponse<String> page = shop.get("shop/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body()).contains("name=\"token\"").doesNotContain("<table");
        assertThat(shop.get("shop").headers().firstValue("Location")).contains("shop/");
    }

    @Test
    void theTokenGivesACookieThatOnlyTheShopsOwnPartSeesAndThatIsNotTheToken() throws Exception {
        HttpResponse<String> login = login("secret-token");

        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(login.headers().firstValue("Location")).contains("./");
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .matches(
                        "liveshelf_operator=[0-9]+\\.[A-Za-z0-9_-]{43}; Path=/shop/shop; Max-Age=43200; HttpOnly; SameSite=Strict")
                .doesNotContain("secret");
        assertThat(shop.get("shop/", "Cookie", cookie(login)).body()).contains("<table");
    }

    @Test
    void aWrongTokenGivesNothing() throws Exception {
        HttpResponse<String> login = login("secret-tokem");

        assertThat(login.statusCode()).isEqualTo(403);
        assertThat(login.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(login.body()).contains("name=\"token\"").doesNotContain("secret-tokem");
    }

    @Test
    void whoGuessesIsTurnedAwayForAWhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(login("guess" + i).statusCode()).isEqualTo(403);
        }

        HttpResponse<String> login = login("secret-token");

        assertThat(login.statusCode()).isEqualTo(429);
        assertThat(login.headers().firstValue("Retry-After")).isPresent();
        assertThat(shop.get("shop/items", "Authorization", "Bearer secret-token")
                        .statusCode())
                .as("the back end is no guesser")
                .isEqualTo(200);
    }

    @Test
    void withNoTokenSetItSaysHowToSetOne() throws Exception {
        try (RunningShop other = new RunningShop(data.resolve("other"))) {
            for (HttpResponse<String> page : List.of(other.get("shop/"), other.post("shop/", "token="))) {
                assertThat(page.statusCode()).isEqualTo(403);
                assertThat(page.body()).contains("LIVESHELF_TOKEN").doesNotContain("name=\"token\"");
            }
        }
    }

    @Test
    void theCookieIsGoodForTheCallsOfOurOwnPage() throws Exception {
        String cookie = cookie(login("secret-token"));

        assertThat(json(shop.get("shop/items", "Cookie", cookie, OURS, "1")).getJsonArray("items"))
                .hasSize(2);
        assertThat(shop.put("shop/items/P", "{\"onhand\":7}", "Cookie", cookie, OURS, "1")
                        .statusCode())
                .isEqualTo(200);
    }

    /** The negative control of what stands above: the header is all that makes the difference. */
    @Test
    void withoutTheHeaderThatNoOtherSiteCanSendTheCookieChangesNothingAndReadsNothing() throws Exception {
        String cookie = cookie(login("secret-token"));

        assertThat(shop.put("shop/items/P", "{\"onhand\":7}", "Cookie", cookie).statusCode())
                .isEqualTo(401);
        assertThat(shop.post(
                                "shop/items/P/adjust",
                                "{\"delta\":1,\"reason\":\"x\"}",
                                "Cookie",
                                cookie,
                                "Idempotency-Key",
                                "k")
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.get("shop/items", "Cookie", cookie).statusCode()).isEqualTo(401);
        assertThat(shop.get("shop/items", "Cookie", cookie, OURS, "1", "Authorization", "Bearer wrong")
                        .statusCode())
                .as("what is said outright counts")
                .isEqualTo(401);
        assertThat(json(shop.get("shop/items/P", "Authorization", "Bearer secret-token"))
                        .getInt("onhand"))
                .isEqualTo(10);
    }

    @Test
    void noPageElsewhereMayEverSendThatHeader() throws Exception {
        String origin = "https://friend.example";
        try (RunningShop other = new RunningShop(data.resolve("other"), "token", "secret-token", "origins", origin)) {
            HttpResponse<String> preflight = other.send(
                    "OPTIONS",
                    "shop/items/P",
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "PUT",
                    "Access-Control-Request-Headers",
                    OURS);

            assertThat(preflight.statusCode()).isEqualTo(405);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void loggingOutTakesTheCookieAwayAndNobodyElseCanDoIt() throws Exception {
        String cookie = cookie(login("secret-token"));

        assertThat(shop.post("shop/logout", "", "Cookie", cookie)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .startsWith("liveshelf_operator=; ")
                .contains("Max-Age=0");
        assertThat(shop.post("shop/logout", "").headers().firstValue("Set-Cookie"))
                .as("a form of another site comes without the cookie")
                .isEmpty();
    }

    @Test
    void theShelfIsSearchedByWords() throws Exception {
        String[] token = {"Authorization", "Bearer secret-token"};
        shop.put("shop/items/tea-1", "{\"onhand\":5,\"title\":\"Blue Teapot\"}", token);
        shop.put("shop/items/tea-2", "{\"onhand\":5,\"title\":\"Green <b>Teapot</b>\"}", token);

        assertThat(shop.get("shop/items?search=TEAPOT%20blue", token).body())
                .contains("tea-1")
                .doesNotContain("tea-2");
        assertThat(json(shop.get("shop/items?search=teapot&limit=1", token)).getString("next"))
                .isEqualTo("tea-1");
        assertThat(shop.get("shop/items?search=teapot&limit=1&after=tea-1", token)
                        .body())
                .contains("tea-2");
        assertThat(shop.get("shop/items?search=nothing", token).body()).isEqualTo("{\"items\":[]}");
        assertThat(json(shop.get("shop/items?search=", token)).getJsonArray("items"))
                .hasSize(4);
        assertThat(shop.get("shop/items?search=" + "x".repeat(201), token).statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> login(String token) throws Exception {
        return shop.post("shop/", "token=" + token);
    }

    private static String cookie(HttpResponse<String> login) {
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }
}
