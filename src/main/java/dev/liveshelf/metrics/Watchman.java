package dev.liveshelf.metrics;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.Vitals;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything once a second, says in the log when a trouble begins and when it ends, and keeps the last hour. Its
 * rounds are made by one thread, or by a test.
 */
final class Watchman {

    private static final System.Logger LOG = System.getLogger(Watchman.class.getName());

    /** Looking at the machine takes longer than all else: with 9,000 connections 9 ms, before Linux 6.2. */
    private static final int MACHINE_ROUNDS = 10;

    /** How often the engine may be found still silent before that is called a trouble. */
    private static final int PATIENCE_ROUNDS = 3;

    private static final int SAMPLE_ROUNDS = (int) History.STEP.toSeconds();

    private final ShoppingCart cart;
    private final Stock stock;
    private final int viewersLimit;
    private final Step step;
    private final History history;
    private final Clock clock;

    private volatile Vitals vitals;
    private volatile Machine machine;
    private volatile @Nullable String engine;
    private volatile Duration clockBehind = Duration.ZERO;

    // Of whoever makes the rounds:
    private CompletableFuture<@Nullable String> question;
    private Instant latest;
    private int rounds;
    private int silent;
    private Map<Trouble, String> known = Map.of();

    Watchman(ShoppingCart cart, Stock stock, int viewersLimit, Step step, History history, Clock clock) {
        this.cart = cart;
        this.stock = stock;
        this.viewersLimit = viewersLimit;
        this.step = step;
        this.history = history;
        this.clock = clock;
        this.vitals = stock.vitals();
        this.machine = Machine.look();
        this.latest = clock.instant();
        this.question = ask();
    }

    Vitals vitals() {
        return vitals;
    }

    Machine machine() {
        return machine;
    }

    boolean isEngineUp() {
        return engine == null && vitals.trouble() == null;
    }

    /**
     * Returns how all is.
     *
     * @param away why the engine did not answer just now; null if that is not known to the caller
     */
    State state(@Nullable String away) {
        return new State(
                away == null ? engine : away,
                vitals,
                machine,
                cart.isDraining(),
                cart.isFull() ? viewersLimit : 0,
                clockBehind);
    }

    /** To be made once a second. */
    void round() {
        rounds++;
        vitals = stock.vitals();
        if (rounds % MACHINE_ROUNDS == 0) {
            machine = Machine.look();
        }
        Instant moment = clock.instant();
        latest = moment.isAfter(latest) ? moment : latest;
        clockBehind = Duration.between(moment, latest);
        hear();
        State now = state(null);
        if (!now.closing()) {
            note(now.troubles());
        }
        if (rounds % SAMPLE_ROUNDS == 0) {
            int streams = cart.streams();
            history.add(step.end(clock.instant(), Math.max(0, cart.viewers() - streams), streams));
        }
    }

    private void hear() {
        if (question.isDone()) {
            engine = question.join();
            silent = 0;
            question = ask();
        } else if (++silent >= PATIENCE_ROUNDS) {
            engine = "The engine has not answered for some seconds";
        }
    }

    private CompletableFuture<@Nullable String> ask() {
        return stock.check()
                .<@Nullable String>handle((fine, failure) -> failure == null ? null : why(failure))
                .toCompletableFuture();
    }

    /** Returns why an engine does not answer, in words. */
    static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Refusal ? String.valueOf(cause.getMessage()) : "The engine fails; see the log";
    }

    private void note(Map<Trouble, String> now) {
        now.forEach((trouble, words) -> {
            if (!known.containsKey(trouble)) {
                LOG.log(Level.WARNING, Event.of("trouble_begins", "trouble", trouble.label(), "words", words));
            }
        });
        for (Trouble before : known.keySet()) {
            if (!now.containsKey(before)) {
                LOG.log(Level.INFO, Event.of("trouble_ended", "trouble", before.label()));
            }
        }
        known = now;
    }
}
