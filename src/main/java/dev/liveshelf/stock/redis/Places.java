package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Session;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything lies in Redis. What one script touches has one hash tag, in braces, so that it lies on one node of a
 * Cluster; neither items nor sessions can have braces in their names.
 */
final class Places {

    static final List<String> SHELF = of("{items}", "names", "first", "facts", "histories");
    static final List<String> DEALS = of("{deals}", "pending", "made");
    static final List<String> KEYS = of("{keys}", "requests", "ages");

    private Places() {}

    static List<String> item(String sku) {
        String tag = "{" + sku + "}";
        return of(tag, "item", "holds", "due", "ledger", "gone", "left", "done", "orders", "pins", "void");
    }

    static List<String> deal(String id) {
        return List.of("liveshelf:{deal:" + id + "}");
    }

    static List<String> cart(Session session) {
        return of("{cart:" + session.value() + "}", "items", "checkout");
    }

    /** Returns a place beside a key, on the same node of a Cluster. */
    static String mark(String key) {
        return key.substring(0, key.indexOf('}') + 1) + ":mark";
    }

    private static List<String> of(String tag, String... names) {
        return Stream.of(names).map(name -> "liveshelf:" + tag + ":" + name).toList();
    }
}
