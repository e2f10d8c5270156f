package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SelectorsTest {

    private record Reading(Thread thread, int here) {}

    private final Server server = new Server();
    private final ViewerConnector connector =
            new ViewerConnector(server, /* most= */ 10, new ViewerConnections(new HttpConfiguration()));
    private final Selectors selectors = connector.selectors();

    /** By which a request was read. */
    private final CompletableFuture<Reading> reading = new CompletableFuture<>();

    @BeforeEach
    void open() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                reading.complete(new Reading(Thread.currentThread(), selectors.here()));
                callback.succeeded();
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
    }

    @Test
    void whoReadsARequestDoesWhatItIsGivenToo() throws Exception {
        ask();
        Reading by = reading.get(10, TimeUnit.SECONDS);

        assertThat(by.here()).isBetween(0, selectors.all().size() - 1);
        assertThat(worker(by.here())).isSameAs(by.thread());
    }

    @Test
    void nobodyElseIsOneOfThem() {
        assertThat(selectors.here()).isNegative();
        assertThat(worker(0)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void whenTheServerHasStoppedTheCallerDoesTheWork() throws Exception {
        server.stop();

        assertThat(worker(0)).isSameAs(Thread.currentThread());
    }

    private void ask() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            caller.getOutputStream().write("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(caller.getInputStream().read()).isEqualTo('H');
        }
    }

    /** Returns the thread that does what a selector is given. */
    private Thread worker(int number) {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        selectors.all().get(number).execute(() -> worker.complete(Thread.currentThread()));
        return worker.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
