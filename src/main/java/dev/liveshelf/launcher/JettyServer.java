package dev.liveshelf.launcher;

import dev.liveshelf.Settings;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * The shop in a Jetty of its own. It lives in the class loader that {@link Main} made and never meets a class of the
 * application (of the settings it has a copy): what they need of each other are attributes of the servlet context, of types that the JDK has.
 */
public final class JettyServer {
    /** The shopping cart, an {@link AutoCloseable}: closing it answers everyone who waits. */
    private static final String SHOPPING_CART = "dev.liveshelf.ShoppingCart";

    /** What lets viewers go one after the other: a {@code Supplier<CompletionStage<Void>>}. */
    private static final String DRAIN = "dev.liveshelf.drain";

    /** The threads that read, for the application's use: a {@code List<Executor>}. */
    private static final String THREADS = "dev.liveshelf.threads";

    /** Which of them reads for the thread that asks: an {@link IntSupplier}. */
    private static final String HERE = "dev.liveshelf.here";

    /**
     * Tells many viewers the same before their responses are ended: a {@code Supplier} that returns, to the thread that handles a request, a
     * {@code BiPredicate<byte[], Runnable>} for later, or null. That takes the body of the answer, and what ends the response if it says yes.
     */
    private static final String COPIES = "dev.liveshelf.copies";

    /** Why the application would not start: one line, a String. */
    private static final String REFUSAL = "dev.liveshelf.refusal";

    private static final System.Logger LOG = System.getLogger("dev.liveshelf");

    private final Server server = new Server();
    private final WebAppContext shop;
    private @Nullable Door door;

    private JettyServer(Path war) {
        shop = shop(war);
        server.setHandler(shop);
        server.setErrorHandler(new PlainRefusals());
    }

    private static WebAppContext shop(Path war) {
        WebAppContext shop = new NonBlockingContext();
        shop.setWar(war.toString());
        shop.setTempDirectory(war.resolveSibling("temp").toFile());
        // No default servlet, no JSP, no scanning: the application maps everything itself.
        shop.setDefaultsDescriptor(null);
        shop.setConfigurations(new Configuration[] {new WebInfConfiguration(), new WebXmlConfiguration()});
        shop.setThrowUnavailableOnStartupException(true);
        return shop;
    }

    /**
     * Opens the shop, or prints why not.
     *
     * @param war the directory it lies unpacked in
     * @param atTheEnd takes what the JVM is to do before it ends, by a hook: after Server.join() it would be too late
     * @return whether it is open
     */
    public static boolean open(Path war, Consumer<Runnable> atTheEnd) {
        quietJetty();
        JettyServer street = new JettyServer(war);
        try {
            street.open();
            return true;
        } catch (CannotOpen no) {
            System.err.println(no.getMessage());
        } catch (Exception e) {
            LOG.log(Level.ERROR, "Liveshelf could not open", e);
        } finally {
            atTheEnd.accept(street::close);
        }
        return false;
    }

    /** Sets the defaults of Jetty's own log, before it is first asked for. */
    private static void quietJetty() {
        Properties properties = System.getProperties();
        properties.putIfAbsent("org.eclipse.jetty.LEVEL", "WARN");
        // They would write down what strangers send, a line for each.
        properties.putIfAbsent(HostPort.class.getName() + ".LEVEL", "ERROR");
        properties.putIfAbsent(HttpParser.class.getName() + ".LEVEL", "ERROR");
        // It would tell why the application did not start, and so do we.
        properties.putIfAbsent(WebAppContext.class.getName() + ".LEVEL", "ERROR");
    }

    private void open() throws Exception {
        Door taken = new Door(server, settings());
        // Before the application starts: when the port is not to be had, nobody has touched the data.
        taken.take();
        lend(taken.selectors());
        start();
        door = taken;
        // For whoever has started it; the log has the application's own line.
        System.out.println("Liveshelf is open at " + taken.address() + " (" + age() + " ms)");
    }

    private void lend(Selectors selectors) {
        shop.setAttribute(THREADS, selectors.all());
        shop.setAttribute(HERE, (IntSupplier) selectors::here);
        shop.setAttribute(COPIES, (Supplier<?>) ViewerConnection::copies);
    }

    private static Settings settings() throws CannotOpen {
        try {
            return Settings.read(Settings.lookup(name -> null));
        } catch (IllegalArgumentException e) {
            throw new CannotOpen(e.getMessage());
        }
    }

    private void start() throws Exception {
        try {
            server.start();
        } catch (Exception e) {
            if (shop.getServletContext().getAttribute(REFUSAL) instanceof String line) {
                throw new CannotOpen(line);
            }
            throw e;
        }
    }

    private static long age() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    /** Viewers first, then the door, then the server and with it the application: its store is closed whatever fails before. */
    private void close() {
        attempt(this::empty);
        attempt(server::stop);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            LOG.log(Level.ERROR, "Liveshelf did not close cleanly", e);
        }
    }

    private void empty() throws Exception {
        if (door != null) {
            door.lastCalls();
            sendViewersAway();
            door.shut();
        }
        answerWhoIsLeft(); // any later nobody would get an answer
    }

    /** Goes on serving carts and health meanwhile: whoever sends us callers should see that we are closing. */
    private void sendViewersAway() throws Exception {
        if (shop.getServletContext().getAttribute(DRAIN) instanceof Supplier<?> drain
                && drain.get() instanceof CompletionStage<?> done) {
            done.toCompletableFuture().get();
        }
    }

    private void answerWhoIsLeft() throws Exception {
        if (shop.getServletContext().getAttribute(SHOPPING_CART) instanceof AutoCloseable room) {
            room.close();
        }
    }
}
