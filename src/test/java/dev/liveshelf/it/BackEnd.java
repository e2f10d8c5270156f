package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** The shop's own back end, which has the token. */
final class BackEnd {

    static final String TOKEN = "secret-token";

    static final String[] AUTHORIZED = {"Authorization", "Bearer " + TOKEN};

    private final ReopeningShop shop;

    BackEnd(ReopeningShop shop) {
        this.shop = shop;
    }

    void importTable(String table) {
        HttpResponse<String> answer = shop.ask(visitor -> visitor.put("shop/items.csv", table, AUTHORIZED));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    String table() {
        return get("shop/items.csv");
    }

    HttpResponse<String> checkout(String session, String order) {
        String body = "{\"session\":\"" + session + "\",\"order\":\"" + order + "\",\"partial\":true}";
        return shop.ask(visitor -> visitor.postJson("shop/checkout", body, AUTHORIZED));
    }

    /** Takes one unit back. The answer is lost, so to say, and the request is sent again. */
    void giveBackTwice(String order, String item) {
        String body = "{\"item\":\"" + item + "\",\"quantity\":1}";
        for (int time = 0; time < 2; time++) {
            HttpResponse<String> answer = shop.ask(visitor -> visitor.postJson(
                    "shop/orders/" + order + "/return",
                    body,
                    AUTHORIZED[0],
                    AUTHORIZED[1],
                    "Idempotency-Key",
                    "return-of-" + order));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    JsonObject item(String sku) {
        return Visitor.json(shop.ask(visitor -> visitor.get("shop/items/" + sku, AUTHORIZED)));
    }

    List<JsonObject> movements(String sku) {
        return Visitor.json(shop.ask(visitor -> visitor.get("shop/items/" + sku + "/ledger?limit=1000", AUTHORIZED)))
                .getJsonArray("movements")
                .getValuesAs(JsonObject.class);
    }

    List<JsonObject> findings() {
        return Visitor.json(shop.ask(visitor -> visitor.get("shop/audit", AUTHORIZED)))
                .getJsonArray("findings")
                .getValuesAs(JsonObject.class);
    }

    private String get(String path) {
        return shop.ask(visitor -> visitor.get(path, AUTHORIZED)).body();
    }
}
