package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Finds who confirms what is done on a new connection: nobody, or replicas. */
@SuppressWarnings("FutureReturnValueIgnored") // what is closed is not waited for
final class Witnesses {

    private static final String APPENDFSYNC = "appendfsync";
    private static final System.Logger LOG = System.getLogger(Witnesses.class.getName());

    private final Lettuce lettuce;
    private final RedisURI uri;
    private final Timer timer;
    private final int replicas;

    /** @param replicas how many must have what was changed; 0: nobody is asked */
    Witnesses(Lettuce lettuce, RedisURI uri, Timer timer, int replicas) {
        this.lettuce = lettuce;
        this.uri = uri;
        this.timer = timer;
        this.replicas = replicas;
    }

    /**
     * Makes another connection to the same Redis, if one is needed.
     *
     * @param about that one
     * @param first whether to say what an operator should know, too
     * @param fault hears when it is of no use any more
     */
    CompletableFuture<Witness> find(RedisInfo about, boolean first, Consumer<Throwable> fault) {
        if (replicas == 0) {
            return CompletableFuture.completedFuture(Witness.NONE);
        }
        return lettuce.connect(uri)
                .thenCompose(there -> there.async()
                        .info()
                        .thenCompose(info -> {
                            if (!new RedisInfo(info).process().equals(about.process())) {
                                throw new IllegalStateException("another Redis answers now");
                            }
                            return how(there, about);
                        })
                        .thenCompose(how -> how.tryOut(there.async()).thenApply(done -> how))
                        .<Witness>thenApply(how -> {
                            if (first) {
                                warn(about, how);
                            }
                            return new Replicas(lettuce, there, how, timer, fault);
                        })
                        .whenComplete((witness, failure) -> {
                            if (failure != null) {
                                there.closeAsync();
                            }
                        }));
    }

    /** With another appendfsync a disk may have it seconds later: nobody waits so long. */
    private CompletionStage<Confirming> how(StatefulRedisConnection<String, String> there, RedisInfo about) {
        return about.knowsDisks()
                ? there.async()
                        .configGet(APPENDFSYNC)
                        .exceptionally(forbidden -> Map.of())
                        .thenApply(config -> new Confirming(replicas, "always".equals(config.get(APPENDFSYNC))))
                : CompletableFuture.completedFuture(new Confirming(replicas, /* fsync= */ false));
    }

    private void warn(RedisInfo about, Confirming how) {
        LOG.log(
                Level.INFO,
                Event.of(
                        "redis_wait",
                        "at",
                        Explain.place(uri),
                        "replicas",
                        replicas,
                        "disks",
                        how.fsync() ? "yes" : "no"));
        if (about.replicas() < replicas) {
            LOG.log(
                    Level.WARNING,
                    Event.of(
                            "redis_few_replicas",
                            "at",
                            Explain.place(uri),
                            "replicas",
                            about.replicas(),
                            "liveshelf.redis.wait",
                            replicas,
                            "then",
                            "changes are refused until there are as many"));
        }
    }
}
