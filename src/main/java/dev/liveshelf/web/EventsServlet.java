package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.cart.Viewer;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /events}: what {@code GET /status} tells, as one stream that goes on. */
final class EventsServlet extends Endpoint {

    private static final Duration LIFE = Duration.ofHours(1);

    private final ShoppingCart cart;
    private final EventFrames frames;
    private final Duration longestWait;

    EventsServlet(ShoppingCart cart, EventFrames frames, Duration longestWait, Origins origins, Problems problems) {
        super(problems, "GET, HEAD", origins);
        this.cart = cart;
        this.frames = frames;
        this.longestWait = longestWait;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        StatusQuery query = StatusQuery.parse(Parameters.parse(request.getQueryString()), longestWait);
        Session session = query.session() != null ? query.session() : SessionCookie.read(request);
        boolean headOnly = request.getMethod().equals("HEAD");
        Viewer viewer = headOnly ? new Head(exchange) : new EventStream(exchange, frames, cart::now);
        Duration life = headOnly ? Duration.ZERO : jittered(LIFE);
        exchange.waitsOn(query.watches(cart).thenCompose(watches -> cart.register(viewer, watches, life, session)));
    }

    /** A tenth more or less: those who came together, say after a restart, do not end together. */
    private static Duration jittered(Duration life) {
        double factor = 0.9 + 0.2 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (life.toNanos() * factor));
    }

    /** Asks what a stream would be like, and wants none. */
    private record Head(Exchange exchange) implements Viewer {

        @Override
        public void tell(List<News> changed) {
            exchange.answer(() -> new Answer(200, EventStream.TYPE, Map.of("X-Accel-Buffering", "no"), new byte[0]));
        }

        @Override
        public void end(List<News> all) {
            tell(all);
        }
    }
}
