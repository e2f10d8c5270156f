package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis for everything that is asked, and another for its news. A connection that ends or falls silent is
 * given up with all that was under way on it, and made anew; meanwhile everything is refused at once. Nothing is sent again
 * by itself, for another Redis may answer, which has lost what this one knew: each new connection begins by asking for the
 * epoch.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again, and what is given up is not waited for
final class RedisWire implements Wire, AutoCloseable {

    /** Whoever asks is answered within two seconds, whatever happens. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final long LONGEST_BACKOFF_MILLIS = 1_000;

    private static final String CLOSING = "The shop is closing";
    private static final System.Logger LOG = System.getLogger(RedisWire.class.getName());

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final ScheduledExecutorService timer;
    private final Nonces nonces;
    /** Lettuce leaves things behind in every thread that calls it; a server would miss its own threads then. */
    private final Executor thread;

    private final Radio radio;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile String epoch = "";
    private volatile Runnable back = () -> {};
    private volatile boolean closing;
    private volatile long lastNoted = System.nanoTime() - 1_000_000_000L;

    private RedisWire(RedisURI uri, ScheduledExecutorService timer, Nonces nonces) {
        this.uri = uri;
        this.timer = timer;
        this.nonces = nonces;
        uri.setTimeout(PATIENCE);
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        client = RedisClient.create(resources, uri);
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
        radio = new Radio(client, uri, thread, timer);
    }

    /**
     * Connects, and looks whether this Redis can be trusted with a stock. Waits for it.
     *
     * @throws IllegalStateException if not; the message says why, without the password
     */
    static RedisWire open(RedisURI uri, ScheduledExecutorService timer, Nonces nonces) {
        RedisWire wire = CompletableFuture.supplyAsync(() -> new RedisWire(uri, timer, nonces), timer)
                .join();
        try {
            CompletableFuture.completedFuture(true)
                    .thenComposeAsync(first -> wire.connect(first), wire.thread)
                    .join();
        } catch (CompletionException failure) {
            wire.close();
            throw Explain.refusal(uri, failure);
        }
        return wire;
    }

    String epoch() {
        return epoch;
    }

    /** Notes the epoch as it is said to be there: later ones replace earlier ones. */
    synchronized void learnEpoch(String said) {
        if (said.compareTo(epoch) > 0) {
            epoch = said;
        }
    }

    Channels channels() {
        return new Channels(uri.getDatabase());
    }

    Radio radio() {
        return radio;
    }

    /** Tells when Redis is there again. */
    void onBack(Runnable listener) {
        back = listener;
    }

    @Override
    public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        StatefulRedisConnection<String, String> there = connection;
        if (there == null) {
            return CompletableFuture.failedFuture(new Refusal.Away(closing ? CLOSING : Explain.AWAY));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> run(there, script, keys, words, answer));
        } catch (RejectedExecutionException closed) {
            answer.completeExceptionally(new Refusal.Away(CLOSING));
        }
        return answer;
    }

    private void run(
            StatefulRedisConnection<String, String> there,
            Script script,
            List<String> keys,
            List<String> words,
            CompletableFuture<Reply> answer) {
        String[] allKeys = keys.toArray(String[]::new);
        String[] allWords = words.toArray(String[]::new);
        there.async()
                .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, allKeys, allWords)
                .exceptionallyCompose(failure -> isUnknownScript(failure)
                        ? there.async().eval(script.text(), ScriptOutputType.MULTI, allKeys, allWords)
                        : CompletableFuture.failedStage(failure))
                .whenComplete((parts, failure) -> {
                    if (failure == null) {
                        answer.complete(new Reply(parts));
                    } else {
                        answer.completeExceptionally(refused(there, Explain.cause(failure)));
                    }
                });
    }

    private static boolean isUnknownScript(Throwable failure) {
        return Explain.cause(failure) instanceof RedisNoScriptException;
    }

    /** What it says no to is still there; if it does not say anything, it is not. */
    private Refusal refused(StatefulRedisConnection<String, String> there, Throwable failure) {
        if (failure instanceof RedisCommandTimeoutException) {
            lost(there);
            there.closeAsync();
        } else if (failure instanceof RedisCommandExecutionException) {
            noteRefusal(failure);
            if (Explain.isOfAnother(failure)) { // a replica now, or another way round: ask who it is
                lost(there);
                there.closeAsync();
            }
        }
        return new Refusal.Away(Explain.away(failure));
    }

    /** Once a second: there may be thousands of the same. */
    private void noteRefusal(Throwable failure) {
        long now = System.nanoTime();
        if (now - lastNoted > 1_000_000_000L) {
            lastNoted = now;
            LOG.log(Level.WARNING, "event=redis_refuses reason=\"{0}\"", failure.getMessage());
        }
    }

    private CompletableFuture<Void> connect(boolean first) {
        return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture().thenCompose(there -> {
            there.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    lost(there);
                }
            });
            return there.async()
                    .info()
                    .thenCompose(info -> {
                        RedisInfo about = new RedisInfo(info);
                        about.check(first);
                        List<String> words = List.of("", "open", nonces.epoch(), about.history());
                        CompletableFuture<Reply> answer = new CompletableFuture<>();
                        run(there, Script.SHELF, Places.SHELF, words, answer);
                        return answer;
                    })
                    .thenAccept(reply -> {
                        learnEpoch(reply.text(0));
                        connection = there;
                        if (!there.isOpen()) {
                            lost(there);
                        }
                    })
                    .whenComplete((done, failure) -> {
                        if ((failure != null || closing) && there.isOpen()) {
                            there.closeAsync();
                        }
                    })
                    .thenRun(() -> {
                        if (!first) {
                            LOG.log(Level.INFO, "event=redis_back epoch={0}", epoch);
                            back.run();
                        }
                    });
        });
    }

    private void lost(StatefulRedisConnection<String, String> gone) {
        synchronized (this) {
            if (connection != gone) {
                return;
            }
            connection = null;
        }
        if (!closing) {
            LOG.log(Level.WARNING, "event=redis_away");
            connectSoon(1);
        }
    }

    private void connectSoon(int times) {
        long backoff = Math.min(LONGEST_BACKOFF_MILLIS, 10L << Math.min(10, times));
        long millis = ThreadLocalRandom.current().nextLong(backoff / 2, backoff + 1);
        if (!closing) {
            timer.schedule(
                    () -> connect(/* first= */ false).whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.log(Level.DEBUG, "event=redis_still_away", failure);
                            connectSoon(times + 1);
                        }
                    }),
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Ends all connections and threads of the client. Waits for that. May be repeated. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        connection = null;
        try {
            CompletableFuture.runAsync(this::shutDown, timer).get(8, TimeUnit.SECONDS);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.WARNING, "event=redis_close_failed", late);
        }
    }

    private void shutDown() {
        try {
            client.shutdownAsync(0, 1, TimeUnit.SECONDS).get(3, TimeUnit.SECONDS);
            resources.shutdown(0, 1, TimeUnit.SECONDS).get(3, TimeUnit.SECONDS);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            throw new CompletionException(late);
        }
    }
}
