package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.cart.Viewer;
import dev.liveshelf.cart.Watch;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Event streams as they are mostly written: write and flush, and wait for whoever does not read. Negative control. */
final class BlockingStreams extends HttpServlet {

    private final ShoppingCart cart;

    BlockingStreams(ShoppingCart cart) {
        this.cart = cart;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        response.setContentType(EventStream.TYPE);
        cart.register(
                new Blocking(async, response, new EventFrames(new Json())),
                List.of(new Watch("P", null)),
                Duration.ofHours(1),
                null);
    }

    private record Blocking(AsyncContext async, HttpServletResponse response, EventFrames frames) implements Viewer {

        @Override
        public boolean stays() {
            return true;
        }

        @Override
        public void tell(List<News> changed) {
            try {
                response.getOutputStream().write(frames.level(changed.get(0)));
                response.flushBuffer();
            } catch (IOException gone) {
                throw new UncheckedIOException("It was held up until now; this line in the log is expected", gone);
            }
        }

        @Override
        public void end(List<News> all) {
            async.complete();
        }
    }
}
