package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other origins a browser lets read our answers: those that are named, and those only. */
class OriginsTest {

    private static final String SHOP = "https://shop.example";
    private static final String OTHER = "http://localhost:3000";
    private static final String FORM = "session=ann&action=add";

    @TempDir
    static Path data;

    private static RunningShop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = new RunningShop(data, "origins", SHOP + "," + OTHER, "token", "secret", "items", "P=100");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status?wait=0", "cart?session=ann", "assets/style.css"})
    void aNamedOriginMayRead(String address) throws Exception {
        for (String origin : List.of(SHOP, OTHER)) {
            HttpResponse<String> answer = shop.get(address, "Origin", origin);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertAllowed(answer, origin);
        }
    }

    @Test
    void aNamedOriginMayUseCarts() throws Exception {
        HttpResponse<String> answer = shop.post("cart", FORM, "Origin", SHOP);

        assertThat(json(answer).getInt("incart")).isEqualTo(1);
        assertAllowed(answer, SHOP);
    }

    @Test
    void cookiesAreNeverLetThrough() throws Exception {
        assertThat(shop.get("cart?session=ann", "Origin", SHOP).headers().map())
                .doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status?wait=-1", "status?wait=0&item=unknown", "cart", "assets/nothing.js"})
    void aNamedOriginMayReadWhatIsWrong(String address) throws Exception {
        HttpResponse<String> answer = shop.get(address, "Origin", SHOP);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertAllowed(answer, SHOP);
    }

    @Test
    void aNamedOriginMayReadConflictsAndOtherRefusals() throws Exception {
        HttpResponse<String> tooMany = shop.post("cart", FORM + "&quantity=99", "Origin", SHOP);
        HttpResponse<String> noForm = shop.post("cart", "{}", "Origin", SHOP, "Content-Type", "application/json");
        HttpResponse<String> method = shop.post("status", "", "Origin", SHOP);

        assertThat(List.of(tooMany.statusCode(), noForm.statusCode(), method.statusCode()))
                .containsExactly(400, 415, 405);
        assertThat(List.of(tooMany, noForm, method)).allSatisfy(answer -> assertAllowed(answer, SHOP));
    }

    @Test
    void theTimeToComeBackCanBeReadWhenTheShopCloses(@TempDir Path other) throws Exception {
        try (RunningShop closing = new RunningShop(other, "origins", SHOP)) {
            closing.cart().close();

            HttpResponse<String> away = closing.get("status?item=P", "Origin", SHOP);

            assertThat(away.statusCode()).isEqualTo(503);
            assertAllowed(away, SHOP);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("Date, Retry-After");
            assertThat(away.headers().firstValue("Date")).isPresent();
        }
    }

    @Test
    void aProblemAsAPageVariesWithBoth() throws Exception {
        HttpResponse<String> page = shop.get("status?wait=-1", "Origin", SHOP, "Accept", "text/html");

        assertThat(page.headers().allValues("Vary")).containsExactlyInAnyOrder("Origin", "Accept-Language");
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "",
                "http://shop.example",
                "https://shop.example:444",
                "https://shop.example:443",
                "https://shop.example.evil.example",
                "https://evil-shop.example",
                "https://evil.example/?https://shop.example",
                "https://sub.shop.example",
                "https://shop.exampl",
                "https://SHOP.example",
                "https://shop.example/",
                "https://shop.example, https://evil.example",
                "http://localhost:30001",
                "http://localhost"
            })
    void nobodyElseMayRead(String origin) throws Exception {
        for (String address : List.of("status?wait=0", "cart?session=ann", "assets/style.css", "status?wait=-1")) {
            assertNotAllowed(shop.get(address, "Origin", origin));
        }
        assertNotAllowed(shop.post("cart", FORM, "Origin", origin));

        HttpResponse<String> preflight = preflight("cart", origin, "POST");
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertNotAllowed(preflight);
    }

    @Test
    void cachesAreToldThatTheAnswerDependsOnWhoAsksEvenIfNobodySays() throws Exception {
        assertNotAllowed(shop.get("status?wait=0"));
        assertNotAllowed(shop.get("assets/style.css"));
    }

    @Test
    void aBrowserMayAskBeforehand() throws Exception {
        HttpResponse<String> cart = preflight("cart", SHOP, "GET");

        assertThat(cart.statusCode()).isEqualTo(204);
        assertThat(cart.body()).isEmpty();
        assertAllowed(cart, SHOP);
        assertThat(cart.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD, POST");
        assertThat(cart.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Content-Type, Liveshelf-Session");
        assertThat(cart.headers().firstValue("Access-Control-Max-Age")).contains("7200");
        for (String address : List.of("status", "assets/style.css")) {
            HttpResponse<String> reading = preflight(address, OTHER, "GET");
            assertThat(reading.statusCode()).isEqualTo(204);
            assertAllowed(reading, OTHER);
            assertThat(reading.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("GET, HEAD");
        }
    }

    @Test
    void optionsThatAskNothingAreNotMeant() throws Exception {
        assertThat(shop.send("OPTIONS", "status", "Origin", SHOP).statusCode()).isEqualTo(405);
        assertThat(shop.send("OPTIONS", "status", "Access-Control-Request-Method", "GET")
                        .statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop/items", "shop/items/P", "shop/audit", "shop/orders/A-1", "", "?item=P", "health", "no"})
    void theBackEndAndThePagesAreNeverOpened(String address) throws Exception {
        HttpResponse<String> answer = shop.get(address, "Origin", SHOP, "Authorization", "Bearer secret");
        HttpResponse<String> preflight = preflight(address, SHOP, "GET");

        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(List.of(answer, preflight)).allSatisfy(each -> {
            assertThat(each.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(each.headers().allValues("Vary")).doesNotContain("Origin");
        });
    }

    @Test
    void withoutTheSettingThereIsNoSuchThing(@TempDir Path other) throws Exception {
        try (RunningShop closed = new RunningShop(other)) {
            HttpResponse<String> answer = closed.get("status?wait=0", "Origin", SHOP);
            HttpResponse<String> preflight =
                    closed.send("OPTIONS", "cart", "Origin", SHOP, "Access-Control-Request-Method", "POST");

            assertThat(preflight.statusCode()).isEqualTo(405);
            assertThat(List.of(answer, preflight))
                    .allSatisfy(each -> assertThat(each.headers().map().keySet())
                            .noneMatch(name -> name.startsWith("access-control") || name.equals("vary")));
        }
    }

    private static HttpResponse<String> preflight(String address, String origin, String method) throws Exception {
        return shop.send(
                "OPTIONS",
                address,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "liveshelf-session");
    }

    private static void assertAllowed(HttpResponse<String> answer, String origin) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
        assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
    }

    private static void assertNotAllowed(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
    }
}
