package dev.liveshelf.web;

import dev.liveshelf.cart.HandTime;
import dev.liveshelf.cart.Limits;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.metrics.Eyes;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A counter on a real server, in front of a waiting room whose time is moved by hand. Its sockets hold little, so that a
 * reader who sleeps is noticed soon; changes are told at once, each by itself.
 */
final class TimedShop implements AutoCloseable {

    private static final int SOCKET_BUFFER = 8_192;

    private final HandTime time = new HandTime();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Stock stock;
    private final ShoppingCart cart;
    private final Eyes eyes = new Eyes("test", Clock.systemUTC());

    TimedShop(Path data) throws Exception {
        Clock clock = Clock.systemUTC();
        Rules rules = new Rules(10, 1_000, Duration.ZERO, Duration.ofMinutes(60), Rules.LEDGER_LIMIT);
        stock = EmbeddedStock.open(data, rules, clock);
        stock.fill(Map.of("P", 10L)).toCompletableFuture().join();
        cart = time.open(stock, new Limits(Duration.ZERO, Duration.ofSeconds(5), 1_000, 16));
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(SOCKET_BUFFER);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/shop");
        context.setBaseResourceAsPath(Path.of("target/liveshelf").toAbsolutePath());
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                Terms terms = new Terms(
                        Duration.ofSeconds(25),
                        10,
                        0,
                        Set.of(),
                        /* token= */ "",
                        Set.of(),
                        /* demo= */ false,
                        "embedded");
                Counter.open(event.getServletContext(), cart, eyes, clock, terms);
                ServletRegistration.Dynamic blocking =
                        event.getServletContext().addServlet("blocking", new BlockingStreams(cart));
                blocking.setAsyncSupported(true);
                blocking.addMapping("/blocking");
            }
        });
        server.setHandler(context);
        server.start();
    }

    HandTime time() {
        return time;
    }

    ShoppingCart cart() {
        return cart;
    }

    /** Takes one from the shelf or puts it back, and returns the version that made. Fails with a timeout if a lane is held up. */
    String change(int round) throws Exception {
        return cart.moveItemToCart(new Session("ann"), "P", 1 + round % 2)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .level()
                .version()
                .toString();
    }

    /** Opens a connection that takes in little at a time. */
    Socket connect() throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SOCKET_BUFFER);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
        return socket;
    }

    @Override
    public void close() {
        cart.close();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            eyes.close();
            stock.close();
        }
    }
}
