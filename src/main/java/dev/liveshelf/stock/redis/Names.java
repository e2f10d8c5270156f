package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Names of items, in their order. */
interface Names {

    /** Returns those that come after this one, so many at the most; fewer only if there are no more. */
    CompletableFuture<List<String>> after(String name, int most);
}
