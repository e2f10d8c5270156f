package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Redis's news, over one connection of its own. What is said while it is away is not heard: after each time it must be
 * looked for.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again
final class Radio {

    private static final int PART = 1_000;
    private static final long AGAIN_MILLIS = 500;

    private final RedisClient client;
    private final RedisURI uri;
    private final Executor thread;
    private final ScheduledExecutorService timer;
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private volatile BiConsumer<String, String> hearer = (channel, text) -> {};
    private volatile Consumer<List<String>> tuned = all -> {};
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private boolean connecting; // guarded by this

    Radio(RedisClient client, RedisURI uri, Executor thread, ScheduledExecutorService timer) {
        this.client = client;
        this.uri = uri;
        this.thread = thread;
        this.timer = timer;
    }

    /**
     * Says who listens.
     *
     * @param newHearer is given channel and text of each message
     * @param newTuned is given the channels whose messages arrive from now on
     */
    void listen(BiConsumer<String, String> newHearer, Consumer<List<String>> newTuned) {
        hearer = newHearer;
        tuned = newTuned;
    }

    void add(String channel) {
        channels.add(channel);
        onThread(() -> {
            StatefulRedisPubSubConnection<String, String> there = connection;
            if (there == null) {
                connect();
            } else {
                tune(there, List.of(channel));
            }
        });
    }

    void remove(String channel) {
        channels.remove(channel);
        onThread(() -> {
            StatefulRedisPubSubConnection<String, String> there = connection;
            if (there != null) {
                there.async().unsubscribe(channel).exceptionally(away -> null);
            }
        });
    }

    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            // and so there will be no more news
        }
    }

    private void connect() {
        synchronized (this) {
            if (connecting || connection != null) {
                return;
            }
            connecting = true;
        }
        client.connectPubSubAsync(StringCodec.UTF8, uri).whenComplete((there, failure) -> {
            synchronized (this) {
                connecting = false;
            }
            if (failure != null) {
                connectLater();
            } else {
                begin(there);
            }
        });
    }

    private void begin(StatefulRedisPubSubConnection<String, String> there) {
        there.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                hearer.accept(channel, text);
            }
        });
        there.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                lost(there);
            }
        });
        connection = there;
        if (!there.isOpen()) {
            lost(there);
            return;
        }
        List<String> all = new ArrayList<>(channels);
        for (int from = 0; from < all.size(); from += PART) {
            tune(there, all.subList(from, Math.min(from + PART, all.size())));
        }
    }

    private void tune(StatefulRedisPubSubConnection<String, String> there, List<String> some) {
        List<String> these = List.copyOf(some);
        there.async().subscribe(these.toArray(String[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                tuned.accept(these);
            } else {
                there.closeAsync();
                lost(there);
            }
        });
    }

    private void lost(StatefulRedisPubSubConnection<String, String> gone) {
        synchronized (this) {
            if (connection != gone) {
                return;
            }
            connection = null;
        }
        connectLater();
    }

    private void connectLater() {
        if (!timer.isShutdown() && !channels.isEmpty()) {
            timer.schedule(this::connect, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Tells whether it hears what is said. Completes when Redis has answered. */
    CompletableFuture<Boolean> isOn() {
        StatefulRedisPubSubConnection<String, String> there = connection;
        if (there == null) {
            return CompletableFuture.completedFuture(false);
        }
        return there.async().ping().toCompletableFuture().handle((pong, failure) -> {
            if (failure != null) {
                there.closeAsync();
                lost(there);
            }
            return failure == null;
        });
    }
}
