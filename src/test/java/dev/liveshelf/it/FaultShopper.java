package dev.liveshelf.it;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Shops at random at any node, until it is over. What got no answer, or a 503, is said again with the same words, perhaps to
 * another node, until there is an answer.
 */
final class FaultShopper implements Runnable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private interface Request {
        HttpResponse<String> send(Visitor visitor) throws IOException;
    }

    private final String session;
    private final Warehouse shop;
    private final List<String> items;
    private final Tally tally;
    private final Answers answers;
    private final Random random;
    private final BooleanSupplier over;
    private int names;

    FaultShopper(
            String session,
            Warehouse shop,
            List<String> items,
            Tally tally,
            Answers answers,
            Random random,
            BooleanSupplier over) {
        this.session = session;
        this.shop = shop;
        this.items = items;
        this.tally = tally;
        this.answers = answers;
        this.random = random;
        this.over = over;
    }

    @Override
    public void run() {
        try {
            while (!over.getAsBoolean()) {
                step();
                think(80);
            }
        } catch (RuntimeException | Error fault) {
            tally.complain(session + ": " + fault);
            throw fault;
        }
    }

    private void step() {
        String item = items.get(random.nextInt(items.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> cart("remove", item, 0);
            case 2 -> cart("extend", item, tally.cart(session).getOrDefault(item, 0));
            case 3 -> pay();
            case 4 -> stock(item);
            default -> cart("add", item, 1 + random.nextInt(3));
        }
    }

    private void cart(String action, String item, int quantity) {
        String form = "action=" + action + "&session=" + session + "&item=" + item
                + (action.equals("add") ? "&quantity=" + quantity : "");
        tally.asks(session, item, quantity);
        HttpResponse<String> answer = ask(visitor -> visitor.post("cart", form), /* order= */ false);
        if (answer.statusCode() == 200) {
            tally.answered(session, item, quantity, Visitor.json(answer).getInt("incart"));
        } else {
            tally.refused(session, item, quantity);
        }
    }

    private void pay() {
        String body = "{\"session\":\"" + session + "\",\"order\":\"" + name() + "\",\"partial\":"
                + random.nextBoolean() + "}";
        tally.pays(session);
        HttpResponse<String> answer =
                ask(visitor -> visitor.postJson("shop/checkout", body, BackEnd.AUTHORIZED), /* order= */ true);
        if (answer.statusCode() == 200) {
            Map<String, Integer> lines = new HashMap<>();
            for (JsonObject line : Visitor.json(answer).getJsonArray("lines").getValuesAs(JsonObject.class)) {
                lines.put(line.getString("item"), line.getInt("quantity"));
            }
            tally.paid(session, lines);
        } else { // there is nothing in the cart
            tally.unpaid(session);
            look();
        }
    }

    private void stock(String item) {
        int units = 1 + random.nextInt(5);
        String body = "{\"delta\":" + units + ",\"reason\":\"delivered\"}";
        String key = name();
        tally.stocks(item, units);
        ask(
                visitor -> visitor.postJson(
                        "shop/items/" + item + "/adjust",
                        body,
                        BackEnd.AUTHORIZED[0],
                        BackEnd.AUTHORIZED[1],
                        "Idempotency-Key",
                        key),
                /* order= */ true);
        tally.stocked(item, units);
    }

    /** Looks into the cart. */
    void look() {
        Map<String, Integer> cart = new HashMap<>();
        HttpResponse<String> answer = ask(visitor -> visitor.get("cart?session=" + session), /* order= */ true);
        for (JsonValue line : Visitor.json(answer).getJsonArray("items")) {
            cart.put(line.asJsonObject().getString("item"), line.asJsonObject().getInt("incart"));
        }
        tally.sees(session, cart);
    }

    private String name() {
        return session + "-" + names++;
    }

    private HttpResponse<String> ask(Request request, boolean order) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            long start = System.nanoTime();
            try {
                HttpResponse<String> answer = request.send(new Visitor(shop.any(random)));
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                answers.note(answer.statusCode(), millis, order);
                if (answer.statusCode() == 200 || answer.statusCode() == 409) {
                    return answer;
                }
                if (answer.statusCode() != 503
                        || answer.headers().firstValue("Retry-After").isEmpty()) {
                    tally.complain(session + " is answered " + answer.statusCode() + " " + answer.body());
                }
            } catch (IOException cutOff) {
                answers.noteNone();
            }
            think(200);
        }
        throw new AssertionError("No answer in a minute");
    }

    private void think(int longestMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(longestMillis)));
    }
}
