package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether so many replicas have what was done. On a connection of its own, for WAIT keeps all waiting that comes after
 * it; and one question at a time, for all who came while the one before was under way: a hundred changes cost one.
 *
 * <p>A question begins with a mark, which is written after all that is asked about, by whatever connection that was done, and
 * also if it was done long ago: who has the mark, has that.
 */
final class Replicas implements Witness {

    /** What is asked for then, and could not be before, is answered within two seconds. */
    private static final long PATIENCE_MILLIS = 900;

    private static final long PROBE_MILLIS = 250;
    private static final long MARK_MILLIS = 10_000;
    private static final System.Logger LOG = System.getLogger(Replicas.class.getName());

    private final Lettuce lettuce;
    private final StatefulRedisConnection<String, String> connection;
    private final Confirming how;
    private final Timer timer;
    private final Consumer<Throwable> fault;

    private List<CompletableFuture<Void>> waiting = new ArrayList<>(); // guarded by this, as what follows
    private String mark = "";
    private boolean asking;
    private boolean probing;
    private boolean closed;
    private volatile boolean isShort;

    /** @param fault hears when the connection is of no use any more */
    Replicas(
            Lettuce lettuce,
            StatefulRedisConnection<String, String> connection,
            Confirming how,
            Timer timer,
            Consumer<Throwable> fault) {
        this.lettuce = lettuce;
        this.connection = connection;
        this.how = how;
        this.timer = timer;
        this.fault = fault;
    }

    @Override
    public CompletableFuture<Void> confirm(String key) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new Refusal.Away(Explain.UNCONFIRMED));
            }
            waiting.add(confirmed);
            mark = Places.mark(key);
        }
        askSoon();
        return confirmed;
    }

    @Override
    public boolean isShort() {
        return isShort;
    }

    private void askSoon() {
        synchronized (this) {
            if (asking || closed) {
                return; // who asks now goes on with those who have come meanwhile
            }
            asking = true;
        }
        try {
            lettuce.thread().execute(this::ask);
        } catch (RejectedExecutionException closing) {
            close();
        }
    }

    private void ask() {
        List<CompletableFuture<Void>> group;
        String written;
        synchronized (this) {
            group = waiting;
            waiting = new ArrayList<>();
            written = mark;
        }
        RedisAsyncCommands<String, String> commands = connection.async();
        commands.set(written, "", SetArgs.Builder.px(MARK_MILLIS))
                .thenCombine(how.ask(commands, PATIENCE_MILLIS), (done, confirmed) -> confirmed)
                .whenComplete((confirmed, failure) -> answer(group, confirmed, failure));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // of those who wait for it
    private void answer(
            List<CompletableFuture<Void>> group, Confirming.@Nullable Copies confirmed, @Nullable Throwable failure) {
        boolean enough = confirmed != null && how.isEnough(confirmed);
        boolean more;
        synchronized (this) {
            asking = false;
            if (!enough) { // those who came meanwhile have waited long enough
                group.addAll(waiting);
                waiting = new ArrayList<>();
            }
            more = !waiting.isEmpty();
        }
        if (confirmed != null) {
            note(confirmed, !enough);
        }
        if (more) {
            askSoon();
        }
        if (enough) {
            group.forEach(one -> one.complete(null));
            return;
        }
        if (failure == null) {
            probeSoon();
        }
        String why = failure == null ? Explain.UNCONFIRMED : Explain.away(Explain.cause(failure));
        group.forEach(one -> one.completeExceptionally(new Refusal.Away(why)));
        if (failure != null && isFault(Explain.cause(failure))) {
            fault.accept(Explain.cause(failure));
        }
    }

    /** What is wrong with the mark alone may be right with the next one. */
    private static boolean isFault(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        return !(failure instanceof RedisCommandExecutionException)
                || said.startsWith("ERR")
                || said.startsWith("UNBLOCKED")
                || Explain.isOfAnother(failure);
    }

    private void note(Confirming.Copies confirmed, boolean tooFew) {
        if (tooFew && !isShort) {
            LOG.log(
                    Level.WARNING,
                    Event.of(
                            "redis_unconfirmed",
                            "have",
                            how.inWords(confirmed),
                            "then",
                            "changes are refused until there are as many as liveshelf.redis.wait asks for"));
        } else if (!tooFew && isShort) {
            LOG.log(Level.INFO, Event.of("redis_confirms", "have", how.inWords(confirmed)));
        }
        isShort = tooFew;
    }

    /** While nothing is confirmed, nothing is changed, and nobody but us asks. */
    private void probeSoon() {
        synchronized (this) {
            if (probing || closed) {
                return;
            }
            probing = true;
        }
        timer.after(PROBE_MILLIS, () -> {
            synchronized (this) {
                probing = false;
            }
            askSoon();
        });
    }

    @Override
    public void end() {
        List<CompletableFuture<Void>> left;
        synchronized (this) {
            closed = true;
            left = waiting;
            waiting = new ArrayList<>();
        }
        left.forEach(one -> one.completeExceptionally(new Refusal.Away(Explain.UNCONFIRMED)));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is closed is not waited for
    public void close() {
        end();
        if (connection.isOpen()) {
            connection.closeAsync();
        }
    }
}
