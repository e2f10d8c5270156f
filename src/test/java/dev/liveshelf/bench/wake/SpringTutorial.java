package dev.liveshelf.bench.wake;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The tutorial's program by the recipe of Spring's manual: a long poll is a {@link DeferredResult}. On Jetty as it comes. */
public final class SpringTutorial {

    private SpringTutorial() {}

    /** Opens the shop on a port of loopback, the one argument. */
    public static void main(String[] arguments) throws Exception {
        AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
        spring.register(Shop.class);
        ServletHolder dispatcher = new ServletHolder(new DispatcherServlet(spring));
        dispatcher.setAsyncSupported(true);
        ServletContextHandler shop = new ServletContextHandler("/");
        shop.addServlet(dispatcher, "/");
        int port = Integer.parseInt(arguments[0]);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(shop);
        server.start();
        server.join();
    }

    /** One item, ten units. */
    @RestController
    @EnableWebMvc
    static class Shop {

        private static final int TOTAL = 10;
        private static final long WAIT_MILLIS = 25_000;

        private final Set<String> carts = ConcurrentHashMap.newKeySet();
        private final Set<DeferredResult<String>> waiting = ConcurrentHashMap.newKeySet();

        @GetMapping(path = "/status", produces = MediaType.APPLICATION_JSON_VALUE)
        DeferredResult<String> status() {
            DeferredResult<String> viewer = new DeferredResult<>(WAIT_MILLIS, this::count);
            waiting.add(viewer);
            viewer.onCompletion(() -> waiting.remove(viewer));
            return viewer;
        }

        @PostMapping("/cart")
        void cart(@RequestParam("session") String session, @RequestParam("action") String action) {
            boolean changed = action.equals("add") ? carts.add(session) : carts.remove(session);
            if (changed) {
                String count = count();
                waiting.forEach(viewer -> viewer.setResult(count));
            }
        }

        private String count() {
            return "{\"inventorycount\":\"" + (TOTAL - carts.size()) + "\"}";
        }
    }
}
