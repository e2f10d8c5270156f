package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One shopper's day: fills a cart, changes a line of it, then pays or walks away. */
final class DayShopper implements Runnable {

    private final String session;
    private final ReopeningShop shop;
    private final BackEnd backEnd;
    private final Random random;
    private final int items;
    private final Map<String, Integer> bought = new TreeMap<>();

    DayShopper(String session, ReopeningShop shop, BackEnd backEnd, Random random, int items) {
        this.session = session;
        this.shop = shop;
        this.backEnd = backEnd;
        this.random = random;
        this.items = items;
    }

    @Override
    public void run() {
        for (int line = 0; line < 3; line++) {
            cart("add", "SKU-" + random.nextInt(items), 1 + random.nextInt(3));
        }
        cart("remove", "SKU-" + random.nextInt(items), 1);
        if (random.nextInt(3) > 0) {
            pay();
        }
    }

    /** Units by item, as the answer to the order said. */
    Map<String, Integer> bought() {
        return bought;
    }

    String order() {
        return "order-of-" + session;
    }

    private void cart(String action, String item, int quantity) {
        String form = "action=" + action + "&session=" + session + "&item=" + item + "&quantity=" + quantity;
        HttpResponse<String> answer = shop.ask(visitor -> visitor.post("cart", form));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
    }

    /** Pays for what is there. What ran out in a moment of a killed shop is not paid for; an empty cart is no order. */
    private void pay() {
        HttpResponse<String> answer = backEnd.checkout(session, order());
        if (answer.statusCode() == 200) {
            for (JsonObject line : Visitor.json(answer).getJsonArray("lines").getValuesAs(JsonObject.class)) {
                bought.put(line.getString("item"), line.getInt("quantity"));
            }
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        }
    }
}
