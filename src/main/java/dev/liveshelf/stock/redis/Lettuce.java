package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Threads;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client of Redis, and its threads. It makes connections, and none of them again by itself. */
final class Lettuce implements AutoCloseable {

    /** Whoever asks is answered within two seconds, whatever happens. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /**
     * So many scripts at the most are written to the socket together. Lettuce writes each by itself: 1.2 writes for a hold of
     * a hot item with 64 callers, and 0.15 by this; a fifth to a third less processor time (of the engine, without HTTP).
     */
    private static final int WRITTEN_TOGETHER = 256;

    private static final long PING_AGAIN_MILLIS = 2;
    private static final int MOST_PINGS = 100;

    /** Threads that have nothing left to do end in much less. */
    private static final long END_MILLIS = 1_000;

    private static final System.Logger LOG = System.getLogger(Lettuce.class.getName());

    private final ClientResources resources;
    private final RedisClient client;
    private final Executor thread;
    private final Executor starter;
    private final Queue<Threads> threads = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private Lettuce(Executor starter) {
        this.starter = starter;
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .threadFactoryProvider(this::threads)
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline()
                                .addFirst(new FlushConsolidationHandler(
                                        WRITTEN_TOGETHER, /* consolidateWhenNoReadInProgress= */ true));
                    }
                })
                .build();
        client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .maintNotificationsConfig(
                        MaintNotificationsConfig.disabled()) // need slf4j, which servers have their own of
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .tcpNoDelay(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
        thread = resources.eventExecutorGroup().next();
    }

    private Threads threads(String name) {
        Threads made = Threads.by(new DefaultThreadFactory(name, /* daemon= */ true));
        threads.add(made);
        return made;
    }

    /** @param starter a thread of ours, on which it is started and ended */
    static Lettuce start(Executor starter) {
        return CompletableFuture.supplyAsync(() -> new Lettuce(starter), starter)
                .join();
    }

    /** Returns where it is to be called: it leaves things behind in every thread, and a server would miss its own then. */
    Executor thread() {
        return thread;
    }

    CompletableFuture<StatefulRedisConnection<String, String>> connect(RedisURI uri) {
        uri.setTimeout(PATIENCE);
        return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture().thenCompose(there -> ready(there, 0));
    }

    CompletableFuture<StatefulRedisPubSubConnection<String, String>> connectNews(RedisURI uri) {
        uri.setTimeout(PATIENCE);
        return client.connectPubSubAsync(StringCodec.UTF8, uri)
                .toCompletableFuture()
                .thenCompose(there -> ready(there, 0));
    }

    /**
     * Connects for news once, for nothing. For the first such connection Lettuce looks at each of its commands by reflection,
     * on the thread that everything is asked by: 150 to 340 ms on two idle cores, 2 to 4 for the second. It was the first
     * watched item that waited for it, just as a crowd came to a new node, and then it took two seconds: the first carts were
     * refused. If it fails nothing is lost: it is made again when it is needed.
     */
    CompletableFuture<Void> rehearse(RedisURI uri) {
        return connectNews(uri)
                .thenCompose(StatefulRedisPubSubConnection::closeAsync)
                .exceptionally(notThere -> null);
    }

    /**
     * Lettuce may say that it has connected a moment before its own thread knows: it then refuses what it is asked. Any
     * answer, a refusal of Redis's as well, shows that this is over.
     */
    private <C extends StatefulRedisConnection<String, String>> CompletableFuture<C> ready(C there, int times) {
        return there.async()
                .ping()
                .handle((answer, failure) -> failure != null
                        && failure.getClass() == RedisException.class
                        && there.isOpen()
                        && times < MOST_PINGS)
                .toCompletableFuture()
                .thenCompose(early -> early ? later().thenCompose(now -> ready(there, times + 1)) : completed(there));
    }

    private static <C> CompletableFuture<C> completed(C there) {
        return CompletableFuture.completedFuture(there);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it completes the stage
    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        resources.eventExecutorGroup().schedule(() -> later.complete(null), PING_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        return later;
    }

    /** Ends all connections and threads of the client. Waits for that. May be repeated. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            CompletableFuture.runAsync(this::shutDown, starter).get(8, TimeUnit.SECONDS);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.WARNING, Event.of("redis_close_failed"), late);
        }
    }

    private void shutDown() {
        try {
            client.shutdownAsync(0, 1, TimeUnit.SECONDS).get(3, TimeUnit.SECONDS);
            resources.shutdown(0, 1, TimeUnit.SECONDS).get(3, TimeUnit.SECONDS);
            threads.forEach(made -> made.join(END_MILLIS));
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            throw new CompletionException(late);
        }
    }
}
