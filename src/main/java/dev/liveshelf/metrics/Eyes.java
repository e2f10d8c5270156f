package dev.liveshelf.metrics;

import dev.liveshelf.cart.RoomEye;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.Threads;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All eyes of one application: first they are opened for the engine, then for the waiting room, and then the watchman makes
 * his rounds until they are closed. Nothing they see has a session, an item or a token in it.
 */
public final class Eyes implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Eyes.class.getName());

    private static final long ROUND_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 2_500;
    private static final double MILLI = 1_000;

    private final Clock clock;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Gauges gauges = new Gauges(registry);
    private final Step step = new Step();
    private final History history = new History();
    private final RoomMeters room = new RoomMeters(gauges, step);
    private final StockMeters stockMeters = new StockMeters(gauges, step);
    private final Counter refusals = gauges.counter(
            "liveshelf_refusals_total", "Requests answered with a problem, by its status and why.", "status", "reason");
    private final Threads threads = Threads.named("liveshelf-watchman");
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
    private volatile @Nullable Watchman watchman;

    /** @param version of this program */
    public Eyes(String version, Clock clock) {
        this.clock = clock;
        executor.setRemoveOnCancelPolicy(true);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // closed: nobody waits any more
        double start = clock.millis() / MILLI;
        gauges.gauge("liveshelf_start_time_seconds", "When the shop was opened, in seconds since 1970.", () -> start);
        gauges.gauges("liveshelf_build_info", "Which program this is, and which Java runs it.", "version", "java")
                .callback(info -> info.call(1, version, Runtime.version().toString()))
                .register(registry);
    }

    /** Returns the engine with an eye on it. */
    public Stock on(Stock engine) {
        return new CountedStock(engine, stockMeters);
    }

    public RoomEye room() {
        return room;
    }

    /** For tests. */
    StockMeters stockMeters() {
        return stockMeters;
    }

    /** Counts a request that was answered with a problem; the reason is one of few texts. Any thread, does not block. */
    public void refused(int status, String reason) {
        refusals.labelValues(Integer.toString(status), reason).inc();
    }

    /** Sends the watchman on his rounds. */
    @SuppressWarnings("FutureReturnValueIgnored") // rounds report their own faults
    public void watch(ShoppingCart cart, Stock stock, int viewersLimit) {
        Watchman man = begin(cart, stock, viewersLimit);
        executor.scheduleAtFixedRate(() -> round(man), ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For tests, which make the rounds by themselves. */
    Watchman begin(ShoppingCart cart, Stock stock, int viewersLimit) {
        Watchman man = new Watchman(cart, stock, viewersLimit, step, history, clock);
        watchman = man;
        new Views(gauges, man, cart, viewersLimit).show(registry);
        return man;
    }

    private static void round(Watchman man) {
        try {
            man.round();
        } catch (RuntimeException | Error fault) { // else it would have been the last
            LOG.log(Level.ERROR, Event.of("round_failed"), fault);
        }
    }

    /** Returns all metrics, in the form that this {@code Accept} asks for. */
    public Exposition metrics(@Nullable String accept) {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 << 10);
        try {
            writer.write(body, registry.scrape());
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        return new Exposition(writer.getContentType(), body.toByteArray());
    }

    public History history() {
        return history;
    }

    /** Asks the engine whether it works: completes with null, or with why not, within two seconds. */
    public CompletionStage<@Nullable String> ask(ShoppingCart cart) {
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        var late = executor.schedule(
                () -> answer.complete("The engine does not answer"), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        cart.check().whenComplete((fine, failure) -> {
            late.cancel(false);
            answer.complete(failure == null ? null : Watchman.why(failure));
        });
        return answer;
    }

    /**
     * Returns what is wrong, worst first, in words that say what to do; nothing if all is well.
     *
     * @param away why the engine did not answer just now; null if it did
     */
    public List<String> troubles(@Nullable String away) {
        Watchman man = watchman;
        return man == null ? List.of() : List.copyOf(man.state(away).troubles().values());
    }

    /** Ends the rounds. Waits for that. May be repeated. */
    @Override
    public void close() {
        executor.shutdownNow();
        threads.join(CLOSE_MILLIS);
    }
}
