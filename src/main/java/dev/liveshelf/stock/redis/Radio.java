package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Redis's news, over one connection of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again
final class Radio implements News {

    private static final int PART = 1_000;
    private static final long AGAIN_MILLIS = 500;

    private final Lettuce lettuce;
    private final RedisURI uri;
    private final Timer timer;
    private final boolean sharded;
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private volatile BiConsumer<String, String> hearer = (channel, text) -> {};
    private volatile Consumer<List<String>> tuned = all -> {};
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile boolean closed;
    private boolean connecting; // guarded by this

    /** @param sharded whether the channels belong to slots of a Cluster */
    Radio(Lettuce lettuce, RedisURI uri, Timer timer, boolean sharded) {
        this.lettuce = lettuce;
        this.uri = uri;
        this.timer = timer;
        this.sharded = sharded;
    }

    @Override
    public void listen(BiConsumer<String, String> newHearer, Consumer<List<String>> newTuned) {
        hearer = newHearer;
        tuned = newTuned;
    }

    @Override
    public void add(String channel) {
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

    @Override
    public void remove(String channel) {
        channels.remove(channel);
        onThread(() -> {
            StatefulRedisPubSubConnection<String, String> there = connection;
            if (there != null) {
                (sharded ? there.async().sunsubscribe(channel) : there.async().unsubscribe(channel))
                        .exceptionally(away -> null);
            }
        });
    }

    private void onThread(Runnable task) {
        try {
            lettuce.thread().execute(task);
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
        lettuce.connectNews(uri).whenComplete((there, failure) -> {
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

            @Override
            public void smessage(String channel, String text) {
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
        if (closed) {
            there.closeAsync();
            return;
        }
        if (!there.isOpen()) {
            lost(there);
            return;
        }
        List<String> all = new ArrayList<>(channels);
        int part = sharded ? 1 : PART; // each may belong to another slot, and those cannot be named together
        for (int from = 0; from < all.size(); from += part) {
            tune(there, all.subList(from, Math.min(from + part, all.size())));
        }
    }

    private void tune(StatefulRedisPubSubConnection<String, String> there, List<String> some) {
        List<String> these = List.copyOf(some);
        String[] names = these.toArray(String[]::new);
        (sharded ? there.async().ssubscribe(names) : there.async().subscribe(names)).whenComplete((done, failure) -> {
            if (failure == null) {
                tuned.accept(these);
            } else if (!isMoved(failure)) { // else it is found out soon, and listened to elsewhere
                there.closeAsync();
                lost(there);
            }
        });
    }

    private static boolean isMoved(Throwable failure) {
        return String.valueOf(Explain.cause(failure).getMessage()).startsWith("MOVED");
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
        if (!closed && !timer.isClosed() && !channels.isEmpty()) {
            timer.after(AGAIN_MILLIS, this::connect);
        }
    }

    @Override
    public CompletableFuture<Boolean> isOn() {
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

    /** Hears nothing any more. */
    void close() {
        closed = true;
        onThread(() -> {
            StatefulRedisPubSubConnection<String, String> there = connection;
            if (there != null) {
                there.closeAsync();
            }
        });
    }
}
