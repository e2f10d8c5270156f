package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Our JSON. Keeps the one provider: looking it up again costs a walk over the class path. */
final class Json {

    private final JsonProvider provider = JsonProvider.provider();

    JsonProvider provider() {
        return provider;
    }

    /** Returns the JSON of a level, open for more members. */
    JsonObjectBuilder level(Level level) {
        JsonObjectBuilder json = provider.createObjectBuilder()
                .add("item", level.sku())
                .add("inventorycount", Long.toString(level.available())) // a string, as in the tutorial
                .add("held", level.held())
                .add("version", level.version().toString());
        Instant nextExpiry = level.nextExpiry();
        return nextExpiry == null ? json : json.add("nextexpiry", nextExpiry.toString());
    }

    /** Returns the JSON of a line in a cart, at its level. */
    JsonObject line(Line line) {
        JsonObjectBuilder json = level(line.level()).add("incart", line.quantity());
        Hold hold = line.hold();
        Instant expires = hold == null ? null : hold.expires();
        return (expires == null ? json : json.add("expires", expires.toString())).build();
    }

    /** Returns what the shop's back end sees of an item. */
    JsonObject item(Item item) {
        JsonObjectBuilder json = stocked(item.level());
        return (item.title().isEmpty() ? json : json.add("title", item.title())).build();
    }

    /** Returns the JSON of a level with what shoppers do not see. */
    JsonObjectBuilder stocked(Level level) {
        return level(level)
                .add("onhand", level.onHand())
                .add("safetystock", level.safetyStock())
                .add("sold", level.sold());
    }

    JsonObject order(Order order) {
        return provider.createObjectBuilder()
                .add("order", order.id())
                .add("lines", list("lines", order.lines(), this::sold).build().getJsonArray("lines"))
                .build();
    }

    private JsonObject sold(Order.Sold line) {
        return provider.createObjectBuilder()
                .add("item", line.sku())
                .add("quantity", line.quantity())
                .add("returned", line.returned())
                .build();
    }

    JsonObject movement(Movement movement) {
        return provider.createObjectBuilder()
                .add("number", movement.number())
                .add("time", movement.time().toString())
                .add("verb", movement.verb().name().toLowerCase(Locale.ROOT))
                .add("quantity", movement.quantity())
                .add("party", movement.party())
                .add("after", stocked(movement.after()))
                .build();
    }

    JsonObject finding(Finding finding) {
        return provider.createObjectBuilder()
                .add("item", finding.sku())
                .add("what", finding.what())
                .build();
    }

    JsonObjectBuilder object() {
        return provider.createObjectBuilder();
    }

    /** Returns an object with one list in it. */
    <T> JsonObjectBuilder list(String name, List<T> values, Function<T, JsonObject> how) {
        JsonArrayBuilder array = provider.createArrayBuilder();
        values.forEach(value -> array.add(how.apply(value)));
        return provider.createObjectBuilder().add(name, array);
    }

    JsonObject news(News news) {
        return level(news.level()).add("pollafter", news.pollAfter()).build();
    }

    JsonObject problem(Problem problem) {
        JsonObjectBuilder json = provider.createObjectBuilder()
                .add("title", problem.title())
                .add("status", problem.status())
                .add("detail", problem.detail());
        provider.createObjectBuilder(problem.members()).build().forEach(json::add);
        return json.build();
    }

    byte[] bytes(JsonObject object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonWriter writer = provider.createWriter(bytes)) {
            writer.writeObject(object);
        }
        return bytes.toByteArray();
    }
}
