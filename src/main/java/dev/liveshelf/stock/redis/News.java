package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What Redis tells on channels. What is said while it is away is not heard: after each time it must be looked for. */
interface News {

    /**
     * Says who listens.
     *
     * @param hearer is given channel and text of each message
     * @param tuned is given the channels whose messages arrive from now on
     */
    void listen(BiConsumer<String, String> hearer, Consumer<List<String>> tuned);

    void add(String channel);

    void remove(String channel);

    /** Tells whether it hears what is said. Completes when Redis has answered. */
    CompletableFuture<Boolean> isOn();
}
