package dev.liveshelf.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody else's shop, at an origin of its own: one page, made of nothing but what is given. */
final class OtherShop implements AutoCloseable {
    private final HttpServer server;

    OtherShop(String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** As a browser sends it. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    URI page() {
        return URI.create(origin() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
