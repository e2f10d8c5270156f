package dev.liveshelf;

import dev.liveshelf.cart.LentThreads;
import dev.liveshelf.cart.Limits;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.metrics.Eyes;
import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.web.Counter;
import dev.liveshelf.web.Terms;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one place where the rooms are joined. Opens the shop with its context, and closes it with it. */
public final class Application implements ServletContextListener {

    /**
     * Under this name the context has one line that says why the shop did not open, for whoever starts it outside a
     * container.
     */
    public static final String REFUSAL = "dev.liveshelf.refusal";

    /**
     * Under this name the context has a {@code Supplier<CompletionStage<Void>>}: who can go on serving for a while before it
     * stops calls it, and stops when the stage is done.
     */
    public static final String DRAIN = "dev.liveshelf.drain";

    /**
     * Under this name a server may lend the threads that read from its connections, to tell viewers on them: a
     * {@code List<Executor>}, each of which runs its tasks one after the other.
     */
    public static final String THREADS = "dev.liveshelf.threads";

    /** And under this name, which of them reads for the thread that asks: an {@code IntSupplier}, less than 0 for none. */
    public static final String HERE = "dev.liveshelf.here";

    private static final System.Logger LOG = System.getLogger(Application.class.getName());

    private final Clock clock = Clock.systemUTC();
    private @Nullable Stock stock;
    private @Nullable ShoppingCart cart;
    private @Nullable Eyes eyes;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            open(context, Settings.read(Settings.lookup(context::getInitParameter)));
        } catch (IllegalArgumentException | IllegalStateException refusal) {
            close(context);
            context.setAttribute(REFUSAL, refusal.getMessage());
            throw refusal;
        } catch (RuntimeException | Error fault) {
            close(context);
            throw fault;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        close(event.getServletContext());
        LOG.log(Level.INFO, Event.of("closed"));
    }

    private void open(ServletContext context, Settings settings) {
        eyes = new Eyes(Build.version(), clock);
        stock = eyes.on(Engines.open(settings, clock));
        fill(stock, settings);
        Limits limits =
                new Limits(settings.tick(), settings.drain(), settings.viewersLimit(), settings.viewersSessionLimit());
        LentThreads lent = lent(context);
        cart = lent == null
                ? new ShoppingCart(stock, limits, eyes.room())
                : new ShoppingCart(stock, limits, eyes.room(), lent);
        eyes.watch(cart, stock, settings.viewersLimit());
        context.setAttribute(ShoppingCart.ATTRIBUTE, cart);
        context.setAttribute(DRAIN, (Supplier<CompletionStage<Void>>) cart::drain);
        Terms terms = terms(settings);
        Counter.open(context, cart, eyes, clock, terms);
        LOG.log(Level.INFO, Event.of("open", "engine", terms.engine(), "version", Build.version()));
    }

    private static @Nullable LentThreads lent(ServletContext context) {
        if (context.getAttribute(THREADS) instanceof List<?> threads
                && context.getAttribute(HERE) instanceof IntSupplier here) {
            return new LentThreads(threads.stream().map(Executor.class::cast).toList(), here);
        }
        return null;
    }

    private static Terms terms(Settings settings) {
        return new Terms(
                settings.longestWait(),
                settings.quantityLimit(),
                settings.sessionsLimit(),
                settings.proxies(),
                settings.token(),
                settings.origins(),
                settings.demo(),
                settings.redis().isEmpty() ? "embedded" : "redis");
    }

    private static void fill(Stock stock, Settings settings) {
        try {
            stock.fill(settings.items()).toCompletableFuture().join();
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "The setting liveshelf.items is wrong. " + wrong.getMessage(), wrong);
            }
            Throwable why = refused.getCause() instanceof Refusal refusal ? refusal : refused;
            throw new IllegalStateException("The shelf could not be filled: " + why.getMessage(), refused);
        }
    }

    /** First the viewers, who are answered; then the stock, which nobody asks any more. */
    private void close(ServletContext context) {
        context.removeAttribute(DRAIN);
        context.removeAttribute(ShoppingCart.ATTRIBUTE);
        if (cart != null) {
            cart.close();
        }
        if (eyes != null) {
            eyes.close();
        }
        if (stock != null) {
            stock.close();
        }
    }
}
