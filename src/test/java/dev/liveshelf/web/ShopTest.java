package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop's own back end may do, and nobody else. */
class ShopTest {

    private static final String[] TOKEN = {"Authorization", "Bearer secret-token"};

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,A=3", "hold", "0", "token", "secret-token");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Bearer secret-token2", "Basic secret-token", "secret-token"})
    void withoutTheTokenNobodyGetsIn(String header) throws Exception {
        HttpResponse<String> response =
                header.isEmpty() ? shop.get("shop/items") : shop.get("shop/items", "Authorization", header);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void withNoTokenSetItIsClosedToEveryone() throws Exception {
        try (RunningShop other = new RunningShop(data.resolve("other"))) {
            assertThat(other.get("shop/items", TOKEN).statusCode()).isEqualTo(403);
            assertThat(other.get("shop/items", "Authorization", "Bearer ").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anItemIsShownWithAllItsNumbers() throws Exception {
        shop.add("ann");

        HttpResponse<String> response = shop.get("shop/items/P", TOKEN);

        String version = json(response).getString("version");
        assertThat(response.body())
                .isEqualTo("{\"item\":\"P\",\"inventorycount\":\"9\",\"held\":1,\"version\":\"" + version
                        + "\",\"onhand\":10,\"safetystock\":0,\"sold\":0}");
        assertThat(response.headers().firstValue("ETag")).contains("\"" + version + "\"");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void itemsAreListedPageByPage() throws Exception {
        JsonObject first = json(shop.get("shop/items?limit=1", TOKEN));
        assertThat(first.getJsonArray("items").getJsonObject(0).getString("item"))
                .isEqualTo("A");

        JsonObject second = json(shop.get("shop/items?after=" + first.getString("next"), TOKEN));
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("item"))
                .isEqualTo("P");
        assertThat(second.containsKey("next")).isFalse();
    }

    @Test
    void aCountIsSeenByWhoeverWaits() throws Exception {
        String since = json(shop.get("status?wait=0")).getString("version");
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + since);

        assertThat(put("P", "{\"onhand\":100,\"safetystock\":5}").statusCode()).isEqualTo(200);

        assertThat(json(poll.get(5, TimeUnit.SECONDS)).getString("inventorycount"))
                .isEqualTo("95");
    }

    @Test
    void aNewItemIsOnTheShelfAtOnce() throws Exception {
        assertThat(put("N", "{\"onhand\":4}").statusCode()).isEqualTo(200);

        assertThat(json(shop.get("status?wait=0&item=N")).getString("inventorycount"))
                .isEqualTo("4");
    }

    @Test
    void aStaleCountIsRefused() throws Exception {
        String tag =
                shop.get("shop/items/P", TOKEN).headers().firstValue("ETag").orElseThrow();
        shop.add("ann");

        HttpResponse<String> stale = shop.put("shop/items/P", "{\"onhand\":5}", TOKEN[0], TOKEN[1], "If-Match", tag);

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(shop.get("shop/items/P", TOKEN)).getInt("onhand")).isEqualTo(10);
        String fresh =
                shop.get("shop/items/P", TOKEN).headers().firstValue("ETag").orElseThrow();
        assertThat(shop.put("shop/items/P", "{\"onhand\":5}", TOKEN[0], TOKEN[1], "If-Match", fresh)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAdjustmentHasOneEffectForEachKey() throws Exception {
        HttpResponse<String> once = adjust("{\"delta\":5,\"reason\":\"delivery\"}", "k1");
        HttpResponse<String> again = adjust("{\"delta\":5,\"reason\":\"delivery\"}", "k1");

        assertThat(json(once).getInt("onhand")).isEqualTo(15);
        assertThat(again.body()).isEqualTo(once.body());
        assertThat(adjust("{\"delta\":6,\"reason\":\"delivery\"}", "k1").statusCode())
                .isEqualTo(422);
    }

    @Test
    void belowWhatIsHeldIsAConflict() throws Exception {
        shop.add("ann");

        assertThat(put("P", "{\"onhand\":0}").statusCode()).isEqualTo(409);
        assertThat(adjust("{\"delta\":-10,\"reason\":\"fire\"}", "k1").statusCode())
                .isEqualTo(409);
    }

    @Test
    void theLedgerShowsWhatHappenedAndNoSession() throws Exception {
        shop.add("ann");
        adjust("{\"delta\":-1,\"reason\":\"<b>damaged</b>\"}", "k1");

        HttpResponse<String> response = shop.get("shop/items/P/ledger?after=1", TOKEN);

        JsonObject ledger = json(response);
        assertThat(ledger.getJsonArray("movements")).hasSize(2);
        assertThat(ledger.getJsonArray("movements").getJsonObject(0).getString("verb"))
                .isEqualTo("hold");
        assertThat(ledger.getJsonArray("movements").getJsonObject(1).getString("party"))
                .isEqualTo("<b>damaged</b>");
        assertThat(response.body()).doesNotContain("\"ann\"");
    }

    @Test
    void aCartIsSoldOnceHoweverOftenItIsCheckedOut() throws Exception {
        shop.add("ann");

        HttpResponse<String> once = shop.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A-1\"}", TOKEN);
        HttpResponse<String> again = shop.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A-1\"}", TOKEN);

        assertThat(once.statusCode()).isEqualTo(200);
        assertThat(once.body())
                .isEqualTo("{\"order\":\"A-1\",\"lines\":[{\"item\":\"P\",\"quantity\":1,\"returned\":0}]}");
        assertThat(again.body()).isEqualTo(once.body());
        assertThat(json(shop.get("shop/items/P", TOKEN)).getInt("sold")).isEqualTo(1);
    }

    @Test
    void soldUnitsComeBackToTheShelf() throws Exception {
        shop.add("ann");
        shop.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A-1\"}", TOKEN);

        HttpResponse<String> back = giveBack("A-1", "{\"item\":\"P\",\"quantity\":1}", "r1");

        assertThat(json(back).getInt("onhand")).isEqualTo(10);
        assertThat(giveBack("A-1", "{\"item\":\"P\",\"quantity\":1}", "r1").body())
                .isEqualTo(back.body());
        assertThat(giveBack("A-1", "{\"item\":\"P\",\"quantity\":1}", "r2").statusCode())
                .isEqualTo(409);
        assertThat(giveBack("A-2", "{\"item\":\"P\",\"quantity\":1}", "r3").statusCode())
                .isEqualTo(404);
        assertThat(giveBack("A-1", "{\"item\":\"P\",\"quantity\":-1}", "r4").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCartThatRanOutSaysWhatIsGone() throws Exception {
        try (RunningShop brief = new RunningShop(data.resolve("brief"), "hold", "300ms", "token", "secret-token")) {
            brief.add("ann");
            await().until(() ->
                    json(brief.get("cart?session=ann")).getJsonArray("items").isEmpty());

            HttpResponse<String> response =
                    brief.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A-1\"}", TOKEN);

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(json(response).getJsonArray("gone").getString(0)).isEqualTo("P");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"session\":\"ann\"}",
                "{\"order\":\"A-1\"}",
                "{\"session\":\"a b\",\"order\":\"A-1\"}",
                "{\"session\":\"ann\",\"order\":\"a/b\"}",
                "{\"session\":\"ann\",\"order\":7}",
                "{\"session\":\"ann\",\"order\":\"A-1\",\"partial\":\"yes\"}"
            })
    void aCheckoutThatMakesNoSenseIs400(String body) throws Exception {
        shop.add("ann");

        assertThat(shop.post("shop/checkout", body, TOKEN).statusCode()).isEqualTo(400);
        assertThat(shop.post("shop/checkout", body).statusCode()).isEqualTo(401);
        assertThat(json(shop.get("shop/items/P", TOKEN)).getInt("held")).isEqualTo(1);
    }

    @Test
    void anEmptyCartIsAConflict() throws Exception {
        assertThat(shop.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A-1\"}", TOKEN)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void theAuditFindsNothing() throws Exception {
        shop.add("ann");
        put("P", "{\"onhand\":100,\"safetystock\":5}");

        assertThat(shop.get("shop/audit", TOKEN).body()).isEqualTo("{\"findings\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"onhand\":",
                "{}",
                "{\"onhand\":\"10\"}",
                "{\"onhand\":1.5}",
                "{\"onhand\":NaN}",
                "{\"onhand\":1e400}",
                "{\"onhand\":-1}",
                "{\"onhand\":1000000001}",
                "{\"onhand\":1,\"safetystock\":-1}",
                "{\"onhand\":1,\"safetystock\":null}",
                "{\"onhand\":1}{\"onhand\":2}"
            })
    void aCountThatMakesNoSenseIs400AndChangesNothing(String body) throws Exception {
        String before = shop.get("shop/items", TOKEN).body();

        assertThat(put("P", body).statusCode()).isEqualTo(400);
        assertThat(put("%3Cb%3E", "{\"onhand\":1}").statusCode()).isEqualTo(400);
        assertThat(shop.get("shop/items", TOKEN).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":1}",
                "{\"reason\":\"x\"}",
                "{\"delta\":1,\"reason\":\"\"}",
                "{\"delta\":1,\"reason\":\"a\\u0000b\"}",
                "{\"delta\":99999999999,\"reason\":\"x\"}"
            })
    void anAdjustmentThatMakesNoSenseIs400(String body) throws Exception {
        assertThat(adjust(body, "k").statusCode()).isEqualTo(400);
        assertThat(shop.post("shop/items/P/adjust", "{\"delta\":1,\"reason\":\"x\"}", TOKEN)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/nope", "shop/items/X", "shop/items/P/nope", "shop/items/X/ledger"})
    void whatIsNotThereIs404(String address) throws Exception {
        assertThat(shop.get(address, TOKEN).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> giveBack(String order, String body, String key) throws Exception {
        return shop.post("shop/orders/" + order + "/return", body, TOKEN[0], TOKEN[1], "Idempotency-Key", key);
    }

    private HttpResponse<String> put(String item, String body) throws Exception {
        return shop.put("shop/items/" + item, body, TOKEN);
    }

    private HttpResponse<String> adjust(String body, String key) throws Exception {
        return shop.post("shop/items/P/adjust", body, TOKEN[0], TOKEN[1], "Idempotency-Key", key);
    }
}
