package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Vitals;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What keeps the stock: one Redis, one that Sentinel watches over, or a Cluster. Which it is, it says itself. */
interface Redis extends Wire, AutoCloseable {

    /**
     * Connects, and looks whether a stock can be trusted to what is there. Waits for it.
     *
     * @param addresses of one Redis, or of some nodes of a Cluster: the first that answers is asked for the others
     * @param replicas how many must have what is changed before it is answered; 0: none
     * @throws IllegalStateException if not; the message says why, without the password
     */
    static Redis open(List<RedisURI> addresses, Timer timer, Nonces nonces, int replicas) {
        Lettuce lettuce = Lettuce.start(timer);
        Nearest nearest = new Nearest(lettuce, addresses);
        try {
            RedisInfo about = nearest.info().join();
            Redis redis = about.isCluster()
                    ? new ClusterWire(lettuce, nearest, about, timer, nonces, replicas)
                    : new RedisWire(lettuce, nearest.uri(), timer, nonces, replicas);
            CompletableFuture.completedFuture(true)
                    .thenComposeAsync(start -> lettuce.rehearse(nearest.uri()), lettuce.thread())
                    .thenComposeAsync(ready -> redis.begin(), lettuce.thread())
                    .join();
            return redis;
        } catch (CompletionException failure) {
            lettuce.close();
            throw Explain.refusal(nearest.uri(), failure);
        }
    }

    /** Connects, and looks at what is there: if that fails, nothing more is tried. */
    CompletableFuture<Void> begin();

    Epoch epoch();

    Channels channels();

    News news();

    /** Returns how it is, without asking it. */
    Vitals vitals();

    /** Tells when Redis, or a part of it, is there again. */
    void onBack(Runnable listener);

    /** Ends all connections and threads. Waits for that. May be repeated. */
    @Override
    void close();
}
