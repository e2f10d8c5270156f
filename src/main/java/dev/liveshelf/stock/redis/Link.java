package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one Redis for everything that is asked of it. If it ends or falls silent, it is given up with all that
 * was under way on it, and made anew; meanwhile everything is refused at once. Nothing is sent again by itself, for another
 * Redis may answer, which has lost what this one knew: each new connection begins by asking for the epoch.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again, and what is given up is not waited for
final class Link implements Wire {

    /** What was asked has not been done: another has the keys. */
    static final class Moved extends RuntimeException {
        Moved(String message) {
            super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }

    /** What was asked has not been done: another is about to have the keys, and neither can do it meanwhile. */
    static final class Moving extends RuntimeException {
        Moving(String message) {
            super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }

    /** A connection, and who knows how safe is what was done on it. */
    private record Way(StatefulRedisConnection<String, String> connection, Witness witness) {
        @SuppressWarnings("FutureReturnValueIgnored") // what is given up is not waited for
        void close() {
            witness.close();
            if (connection.isOpen()) {
                connection.closeAsync();
            }
        }
    }

    private static final long LONGEST_BACKOFF_MILLIS = 1_000;

    private static final String CLOSING = "The shop is closing";
    private static final System.Logger LOG = System.getLogger(Link.class.getName());

    private final Lettuce lettuce;
    private final RedisURI uri;
    private final Timer timer;
    private final Opening opening;
    private final Witnesses witnesses;
    private final Runnable back;

    private volatile @Nullable Way way;
    private volatile boolean closing;
    private volatile String why = Explain.AWAY;
    private volatile long lastNoted = System.nanoTime() - 1_000_000_000L;

    /** @param back is told when Redis is there again */
    Link(Lettuce lettuce, RedisURI uri, Timer timer, Opening opening, Witnesses witnesses, Runnable back) {
        this.lettuce = lettuce;
        this.uri = uri;
        this.timer = timer;
        this.opening = opening;
        this.witnesses = witnesses;
        this.back = back;
    }

    /** Connects, once: if that fails, nothing more is tried. */
    CompletableFuture<Void> begin() {
        return connect(/* first= */ true);
    }

    /** Connects, and goes on until it has. */
    void keep() {
        connectSoon(0);
    }

    boolean isThere() {
        return way != null;
    }

    /** Returns what is wrong, in words and without an address, or null. */
    @Nullable
    String trouble() {
        Way there = way;
        return there == null ? why : there.witness().isShort() ? Explain.TOO_FEW : null;
    }

    /** Tells whether no change would be confirmed now. */
    boolean isShort() {
        Way there = way;
        return there != null && there.witness().isShort();
    }

    /** Asks who has which slots of the Cluster. Fails if Redis is not there. */
    CompletableFuture<Slots> slots() {
        Way there = way;
        if (there == null) {
            return CompletableFuture.failedFuture(new Refusal.Away(Explain.AWAY));
        }
        return CompletableFuture.completedFuture(there.connection())
                .thenComposeAsync(asked -> asked.async().clusterSlots(), lettuce.thread())
                .thenApply(answer -> Slots.read(answer, uri.getHost()))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        refused(there, Explain.cause(failure));
                    }
                });
    }

    @Override
    public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        Way there = way;
        if (there == null) {
            return CompletableFuture.failedFuture(new Refusal.Away(closing ? CLOSING : why));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        try {
            lettuce.thread().execute(() -> run(there, script, keys, words, answer));
        } catch (RejectedExecutionException closed) {
            answer.completeExceptionally(new Refusal.Away(CLOSING));
        }
        return answer;
    }

    private void run(Way there, Script script, List<String> keys, List<String> words, CompletableFuture<Reply> answer) {
        String[] allKeys = keys.toArray(String[]::new);
        String[] allWords = words.toArray(String[]::new);
        there.connection()
                .async()
                .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, allKeys, allWords)
                .exceptionallyCompose(failure -> isUnknownScript(failure)
                        ? there.connection().async().eval(script.text(), ScriptOutputType.MULTI, allKeys, allWords)
                        : CompletableFuture.failedStage(failure))
                .whenComplete((parts, failure) -> {
                    if (failure == null) {
                        answer.complete(new Reply(parts, () -> there.witness().confirm(keys.get(0))));
                    } else {
                        answer.completeExceptionally(refused(there, Explain.cause(failure)));
                    }
                });
    }

    private static boolean isUnknownScript(Throwable failure) {
        return Explain.cause(failure) instanceof RedisNoScriptException;
    }

    /** What it says no to is still there; if it does not say anything, it is not. */
    private RuntimeException refused(Way there, Throwable failure) {
        if (failure instanceof RedisCommandTimeoutException) {
            lost(there.connection());
            there.close();
        } else if (failure instanceof RedisCommandExecutionException) {
            String said = String.valueOf(failure.getMessage());
            if (said.startsWith("MOVED")) {
                return new Moved(said);
            }
            if (said.startsWith("ASK") || said.startsWith("TRYAGAIN")) {
                return new Moving(said);
            }
            noteRefusal(said);
            if (Explain.isOfAnother(failure)) { // a replica now, or another way round: ask who it is
                lost(there.connection());
                there.close();
            }
        }
        return new Refusal.Away(Explain.away(failure));
    }

    /** Once a second: there may be thousands of the same. */
    private void noteRefusal(String said) {
        long now = System.nanoTime();
        if (now - lastNoted > 1_000_000_000L) {
            lastNoted = now;
            LOG.log(Level.WARNING, Event.of("redis_refuses", "reason", said));
        }
    }

    private CompletableFuture<Void> connect(boolean first) {
        return lettuce.connect(uri).thenCompose(there -> {
            there.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    lost(there);
                }
            });
            return there.async()
                    .info()
                    .thenCompose(info -> open(there, new RedisInfo(info), first))
                    .whenComplete((done, failure) -> {
                        if ((failure != null || closing) && there.isOpen()) {
                            there.closeAsync();
                        }
                    })
                    .thenRun(() -> {
                        if (!first && !closing) {
                            LOG.log(Level.INFO, Event.of("redis_back", "at", Explain.place(uri)));
                            back.run();
                        }
                    });
        });
    }

    private CompletableFuture<Void> open(
            StatefulRedisConnection<String, String> there, RedisInfo about, boolean first) {
        about.check(first);
        return witnesses
                .find(about, first, fault -> {
                    lost(there);
                    there.closeAsync();
                })
                .thenCompose(witness -> {
                    Way made = new Way(there, witness);
                    Wire own = (script, keys, words) -> {
                        CompletableFuture<Reply> answer = new CompletableFuture<>();
                        run(made, script, keys, words, answer);
                        return answer;
                    };
                    return opening.open(about, own)
                            .thenRun(() -> {
                                way = made;
                                why = Explain.AWAY;
                                if (!there.isOpen()) {
                                    lost(there);
                                }
                            })
                            .whenComplete((done, failure) -> {
                                if (failure != null || closing) {
                                    made.close();
                                }
                            });
                });
    }

    private void lost(StatefulRedisConnection<String, String> gone) {
        Way before;
        synchronized (this) {
            before = way;
            if (before == null || before.connection() != gone) {
                return;
            }
            way = null;
        }
        before.witness().close();
        if (!closing) {
            LOG.log(Level.WARNING, Event.of("redis_away", "at", Explain.place(uri)));
            connectSoon(1);
        }
    }

    /** Says once why one that is there cannot be used. */
    private void noteUnfit(Throwable failure) {
        LOG.log(Level.DEBUG, Event.of("redis_still_away"), failure);
        String before = why;
        why = Explain.unfit(failure);
        if (!why.equals(before) && !why.equals(Explain.AWAY)) {
            LOG.log(Level.WARNING, Event.of("redis_unfit", "at", Explain.place(uri), "reason", why));
        }
    }

    private void connectSoon(int times) {
        long backoff = Math.min(LONGEST_BACKOFF_MILLIS, 10L << Math.min(10, times));
        long millis = ThreadLocalRandom.current().nextLong(backoff / 2, backoff + 1);
        if (!closing) {
            timer.after(
                    millis,
                    () -> connect(/* first= */ false).whenComplete((done, failure) -> {
                        if (failure != null) {
                            noteUnfit(failure);
                            connectSoon(times + 1);
                        }
                    }));
        }
    }

    /** Makes no connection any more; the one that is there ends with the client. */
    void end() {
        closing = true;
        Way there = way;
        way = null;
        if (there != null) {
            there.witness().end();
        }
    }

    /** Gives the connection up, and makes none any more. */
    void close() {
        Way there = way;
        end();
        if (there != null) {
            there.close();
        }
    }
}
