package dev.liveshelf;

import dev.liveshelf.cart.ShoppingCart;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletContext;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The whole application on an embedded Jetty, on a free port unless one is given, and a client to talk to it. Closes both. */
public final class RunningShop implements AutoCloseable {

    private final Server server = new Server();
    private final ServletContextHandler context = new ServletContextHandler("/shop");
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI home;

    /**
     * Opens the shop.
     *
     * @param settings pairs of name and value, without {@code liveshelf.}
     */
    public RunningShop(Path data, String... settings) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1_024); // a thousand viewers may knock at once
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setHeaderCacheSize(
                        0); // as the launcher does: thousands of viewers would not fit into the test's memory
        server.addConnector(connector);
        context.setBaseResourceAsPath(Path.of("target/liveshelf").toAbsolutePath());
        context.setInitParameter("liveshelf.data", data.toString());
        for (int i = 0; i < settings.length; i += 2) {
            context.setInitParameter("liveshelf." + settings[i], settings[i + 1]);
            if (settings[i].equals("port")) {
                connector.setPort(Integer.parseInt(settings[i + 1]));
            }
        }
        context.addEventListener(new Application());
        server.setHandler(new Handler.Sequence(new OtherPages(pages), context));
        server.start();
        home = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/shop/");
    }

    public URI home() {
        return home;
    }

    /** Puts up a page of another application at the same address, and returns where. */
    public URI page(String name, String html) {
        pages.put("/" + name, html);
        return home.resolve("/" + name);
    }

    public ServletContext context() {
        return context.getServletContext();
    }

    public ShoppingCart cart() {
        return (ShoppingCart) context().getAttribute(ShoppingCart.ATTRIBUTE);
    }

    /** Opens a bare connection, for what no decent client would do. */
    public Socket connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /**
     * Gets an address, relative to the application's root.
     *
     * @param headers pairs of name and value
     */
    public HttpResponse<String> get(String address, String... headers) throws Exception {
        return client.send(request(address, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> getLater(String address, String... headers) {
        return client.sendAsync(request(address, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String address, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(address, headers).POST(HttpRequest.BodyPublishers.ofString(body));
        if (request.copy().build().headers().firstValue("Content-Type").isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> put(String address, String body, String... headers) throws Exception {
        return put(address, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> put(String address, HttpRequest.BodyPublisher body, String... headers)
            throws Exception {
        return client.send(request(address, headers).PUT(body).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String address, String... headers) throws Exception {
        return client.send(
                request(address, headers)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Posts a form to the cart. */
    public HttpResponse<String> cart(Map<String, String> form) throws Exception {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return post("cart", body.toString());
    }

    public JsonObject add(String session) throws Exception {
        return json(cart(Map.of("session", session, "action", "add")));
    }

    public JsonObject remove(String session) throws Exception {
        return json(cart(Map.of("session", session, "action", "remove")));
    }

    public static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        ShoppingCart cart = cart();
        if (cart != null) {
            cart.close(); // first the viewers, as the launcher does
        }
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(home.resolve(address)).timeout(Duration.ofSeconds(40));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }
}
