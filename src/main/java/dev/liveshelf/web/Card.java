package dev.liveshelf.web;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item, as a shopper sees it: what the templates are given of it.
 *
 * @param hold what the shopper holds of it, or null
 * @param quantityLimit most units of it in one cart
 */
record Card(Item item, @Nullable Hold hold, Instant now, int quantityLimit) {

    /**
     * Returns its data, open for more.
     *
     * @param at what its ids end with, so that several fit on one page
     * @param notes what the keys of its sentences begin with
     */
    Map<String, Object> data(Texts words, String at, String notes) {
        Level level = item.level();
        Instant expires = hold == null ? null : hold.expires();
        Map<String, Object> data = new HashMap<>();
        data.put("at", at);
        data.put("item", item.sku());
        data.put("name", name(item));
        data.put("titled", !item.title().isEmpty());
        data.put("address", PageAddress.of(List.of(item.sku())));
        data.put("version", level.version());
        data.put("count", level.available());
        data.put("held", level.held());
        data.put("long", level.available() > 999);
        data.put("soldOut", level.available() == 0);
        data.put("inCart", hold != null);
        data.put("quantity", quantity());
        data.put("wanted", Math.max(1, quantity()));
        data.put("most", Math.max(1, Math.min(quantityLimit, level.available() + quantity())));
        data.put("expires", moment(expires));
        data.put("nextExpiry", moment(level.nextExpiry()));
        data.put("note", note(words, notes));
        data.put("clock", clock(words, expires));
        return data;
    }

    /** Returns what it is called. */
    static String name(Item item) {
        return item.title().isEmpty() ? item.sku() : item.title();
    }

    /** Returns what a template writes of a moment that may not be. */
    static Object moment(@Nullable Instant moment) {
        return moment == null ? "" : moment;
    }

    /** Returns how long it is until then, in minutes and seconds, in a sentence of this key. */
    static String clock(Texts words, String key, Instant now, Instant until) {
        Duration left = Duration.between(now, until).plusMillis(999);
        String time = String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
        return words.get(key, "").replace("{time}", time);
    }

    private int quantity() {
        return hold == null ? 0 : hold.quantity();
    }

    /** Returns how long it stays in the cart or, of a sold-out item, when one may come back; or nothing. */
    private String clock(Texts words, @Nullable Instant expires) {
        if (hold != null) {
            return expires == null ? "" : clock(words, "clockInCart", now, expires);
        }
        Instant next = item.level().available() == 0 ? item.level().nextExpiry() : null;
        return next == null ? "" : clock(words, "clockSoldOut", now, next);
    }

    private String note(Texts words, String notes) {
        boolean soldOut = item.level().available() == 0;
        if (hold == null) {
            return words.get(notes + (soldOut ? "SoldOut" : "Open"), "");
        }
        String key = (quantity() > 1 ? "Several" : "") + (soldOut ? "Last" : "") + "InCart";
        return words.get(notes + key, notes + "InCart").replace("{quantity}", Integer.toString(quantity()));
    }
}
