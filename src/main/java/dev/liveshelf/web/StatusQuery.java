package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.cart.Watch;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a status request asks for.
 *
 * @param items the items named, in order; none named: one without a name stands for the first item
 * @param waiting how long; null if not given
 * @param session null if not given
 */
record StatusQuery(
        List<Item> items,
        @Nullable Duration waiting,
        @Nullable Session session) {

    static final int ITEM_LIMIT = 50;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?");

    /** @param name null for the first item */
    record Item(@Nullable String name, @Nullable Version since) {
        private Watch watch(String first) {
            return new Watch(name == null ? first : name, since);
        }
    }

    /** Returns what is to be watched: where no item is named, the shelf's first. */
    CompletionStage<List<Watch>> watches(ShoppingCart cart) {
        for (Item item : items) {
            if (item.name() == null) {
                return cart.getFirstItem().thenApply(this::watches);
            }
        }
        return CompletableFuture.completedStage(watches(/* first= */ ""));
    }

    private List<Watch> watches(String first) {
        List<Watch> watches = new ArrayList<>(items.size());
        for (Item item : items) {
            watches.add(item.watch(first));
        }
        return watches;
    }

    /**
     * Reads a query. A {@code since} belongs to the item before it; one that is no version equals none, so that it is
     * answered at once.
     *
     * @throws Problem 400, saying which parameter and what would be right
     */
    static StatusQuery parse(Parameters parameters, Duration longest) {
        List<Item> items = new ArrayList<>(1);
        Version early = null; // given before any item
        for (Parameters.Parameter parameter : parameters.all()) {
            if (parameter.name().equals("item")) {
                items.add(new Item(parameter.value(), items.isEmpty() ? early : null));
            } else if (parameter.name().equals("since")) {
                Version since = Version.parse(parameter.value());
                if (items.isEmpty()) {
                    early = since;
                } else {
                    items.set(
                            items.size() - 1,
                            new Item(items.get(items.size() - 1).name(), since));
                }
            }
        }
        if (items.isEmpty()) {
            items.add(new Item(null, early));
        } else if (items.size() > 1) {
            items(parameters);
        }
        return new StatusQuery(items, wait(parameters.get("wait"), longest), session(parameters.get("session")));
    }

    /**
     * Returns the items that are named, in order; none if none is.
     *
     * @throws Problem 400 if they are too many, or one is named twice
     */
    static List<String> items(Parameters parameters) {
        List<String> named = parameters.getAll("item");
        if (named.size() > ITEM_LIMIT) {
            throw Problem.bad("Too many items", "Name at most " + ITEM_LIMIT + ".");
        }
        if (named.stream().distinct().count() < named.size()) {
            throw Problem.bad("An item is named twice", "Name each item once.");
        }
        return named;
    }

    private static @Nullable Duration wait(@Nullable String text, Duration longest) {
        if (text == null) {
            return null;
        }
        if (SECONDS.matcher(text).matches()) {
            Duration wait =
                    Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
            if (wait.compareTo(longest) <= 0) {
                return wait;
            }
        }
        BigDecimal most = BigDecimal.valueOf(longest.toMillis(), 3).stripTrailingZeros();
        throw Problem.bad("The wait is out of range", "Give seconds from 0 to " + most.toPlainString() + ".");
    }

    private static @Nullable Session session(@Nullable String text) {
        return text == null ? null : CartServlet.session(text);
    }
}
