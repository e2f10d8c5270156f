package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page of one item or of several, and the way back to where a form came from. Always relative, and made
 * of items' names alone: whatever a form says, it leads to no other place.
 */
final class PageAddress {

    private static final String BACK = PageAddress.class.getName();
    private static final Pattern SPACES = Pattern.compile(" +");

    private PageAddress() {}

    /** Returns the address of the page that shows these, from the application's root. */
    static String of(List<String> skus) {
        return skus.stream().map(sku -> "item=" + encode(sku)).collect(Collectors.joining("&", "./?", ""));
    }

    /** Returns the address that leads to the items whose names come after this one. */
    static String after(String sku) {
        return "./?after=" + encode(sku);
    }

    /** Keeps in mind which page a form came from: its {@code page} names the items there, with a space between. */
    static void remember(HttpServletRequest request, Parameters form) {
        List<String> page = form.getAll("page").stream()
                .flatMap(SPACES::splitAsStream)
                .filter(sku -> !sku.isEmpty())
                .distinct()
                .limit(StatusQuery.ITEM_LIMIT)
                .toList();
        String item = form.get("item");
        if (!page.isEmpty()) {
            request.setAttribute(BACK, of(page) + (item == null ? "" : "#" + anchor(item)));
        } else if (item != null) {
            request.setAttribute(BACK, of(List.of(item)));
        }
    }

    /** Returns the address of the page that the form came from, or else of this item. */
    static String back(HttpServletRequest request, String sku) {
        String page = back(request);
        return page == null ? of(List.of(sku)) : page;
    }

    /** Returns the address of the page that the form came from; null if there was none. */
    static @Nullable String back(HttpServletRequest request) {
        return request.getAttribute(BACK) instanceof String page ? page : null;
    }

    /** Returns the name of the place on a page of several where this item is. */
    private static String anchor(String sku) {
        return "card." + encode(sku);
    }

    private static String encode(String sku) {
        return URLEncoder.encode(sku, StandardCharsets.UTF_8);
    }
}
