package dev.liveshelf.web;

import com.samskivert.mustache.Template;
import dev.liveshelf.stock.Item;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pages of the demo shop. What it has no picture of gets one all the same, always the same. */
final class DemoPages {

    /** What {@code wares.svg} has. */
    private static final List<String> WARES =
            List.of("teapot", "mug", "vase", "lamp", "chair", "plant", "clock", "bowl");

    private static final int TINTS = 6;

    /** So many are few, as the elements have it. */
    private static final int FEW = 5;

    private final Template grid;
    private final Template item;
    private final Template cart;
    private final Pages pages;

    DemoPages(ServletContext context, Pages pages) {
        this.grid = Pages.template(context, "demo-grid.html");
        this.item = Pages.template(context, "demo-item.html");
        this.cart = Pages.template(context, "demo-cart.html");
        this.pages = pages;
    }

    /** @param more whether others come after these */
    Answer grid(HttpServletRequest request, List<Item> items, boolean more) {
        Texts words = pages.texts(request);
        Map<String, Object> data = new HashMap<>();
        data.put("wares", items.stream().map(one -> data(one, words)).toList());
        if (more) {
            data.put("more", PageAddress.after(items.get(items.size() - 1).sku()));
        }
        return pages.page(request, 200, grid, data);
    }

    Answer item(HttpServletRequest request, Item one) {
        Map<String, Object> data = data(one, pages.texts(request));
        data.put("root", request.getContextPath());
        return pages.page(request, 200, item, data);
    }

    Answer cart(HttpServletRequest request) {
        Map<String, Object> data = new HashMap<>();
        data.put("root", request.getContextPath());
        return pages.page(request, 200, cart, data);
    }

    private static Map<String, Object> data(Item item, Texts words) {
        String address = PageAddress.of(List.of(item.sku()));
        long count = item.level().available();
        Map<String, Object> data = new HashMap<>();
        data.put("item", item.sku());
        data.put("name", Card.name(item));
        data.put("titled", !item.title().isEmpty());
        data.put("address", address);
        data.put("plain", "../" + address.substring(2));
        data.put("count", count);
        data.put("left", words.get(left(count), "").replace("{count}", Long.toString(count)));
        data.put("ware", ware(item.sku()));
        data.put("tint", Math.floorMod(item.sku().hashCode(), TINTS));
        return data;
    }

    private static String left(long count) {
        return count == 0 ? "soldOut" : count <= FEW ? "demoFew" : "demoLeft";
    }

    private static String ware(String sku) {
        String name = sku.toLowerCase(Locale.ROOT);
        return WARES.contains(name) ? name : WARES.get(Math.floorMod(name.hashCode(), WARES.size()));
    }
}
