package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Whoever answers first of those whose addresses the operator wrote down, in their order. */
@SuppressWarnings("FutureReturnValueIgnored") // what is closed is not waited for
final class Nearest {

    private final Lettuce lettuce;
    private final List<RedisURI> addresses;
    private volatile RedisURI uri;

    Nearest(Lettuce lettuce, List<RedisURI> addresses) {
        this.lettuce = lettuce;
        this.addresses = addresses;
        uri = addresses.get(0);
    }

    /** Returns the address of the one that was asked last. */
    RedisURI uri() {
        return uri;
    }

    /** Asks who it is. */
    CompletableFuture<RedisInfo> info() {
        return ask(there -> there.async().info().toCompletableFuture()).thenApply(RedisInfo::new);
    }

    /** Asks who has which slots of the Cluster. */
    CompletableFuture<Slots> slots() {
        return ask(there -> there.async().clusterSlots().toCompletableFuture())
                .thenApply(answer -> Slots.read(answer, uri.getHost()));
    }

    private <T> CompletableFuture<T> ask(
            Function<StatefulRedisConnection<String, String>, CompletableFuture<T>> question) {
        return CompletableFuture.completedFuture(0).thenComposeAsync(from -> ask(question, from), lettuce.thread());
    }

    private <T> CompletableFuture<T> ask(
            Function<StatefulRedisConnection<String, String>, CompletableFuture<T>> question, int from) {
        RedisURI address = addresses.get(from);
        uri = address;
        return lettuce.connect(address)
                .thenCompose(there -> question.apply(there).whenComplete((answer, failure) -> there.closeAsync()))
                .exceptionallyCompose(failure -> from + 1 < addresses.size()
                        ? ask(question, from + 1)
                        : CompletableFuture.failedFuture(failure));
    }
}
