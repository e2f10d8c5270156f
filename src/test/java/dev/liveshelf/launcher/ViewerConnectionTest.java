package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a server that has one thread to read, and waits for us to answer whoever asks for {@code /wait}. */
@Timeout(30) // the server would wait for ever to be stopped
class ViewerConnectionTest {
    private static final int PATIENCE_MILLIS = 5_000;

    private record Waiting(Response response, Callback callback) {}

    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(
                    server, null, null, null, -1, /* selectors= */ 1, new ViewerConnections(new HttpConfiguration())) {
                @Override
                protected SocketChannelEndPoint newEndPoint(
                        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                    return new FailingEndPoint(channel, selector, key);
                }
            };

    /** What happens between the failing of the next write and its return to Jetty. */
    private volatile @Nullable Runnable meanwhile;

    private final class FailingEndPoint extends SocketChannelEndPoint {
        FailingEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, connector.getScheduler());
        }

        @Override
        public void write(Callback callback, ByteBuffer... buffers) {
            Runnable then = meanwhile;
            if (then == null) {
                super.write(callback, buffers);
            } else {
                meanwhile = null;
                callback.failed(new EofException("The caller has left"));
                then.run();
            }
        }
    }

    @BeforeEach
    void open() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (Request.getPathInContext(request).equals("/wait")) {
                    waiting.add(new Waiting(response, callback));
                } else {
                    callback.succeeded();
                }
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
    }

    /** Jetty's way of calling off a write waits for ever for one that fails by itself just then; with it, all who share the thread. */
    @Test
    void whoHangsUpWhileTheAnswerFailsStopsNobody() throws Exception {
        try (Socket caller = call();
                Socket other = call()) {
            ask(caller, "/wait");
            Waiting held = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(answer(other)).isEqualTo("HTTP/1.1 200 OK"); // and its connection is of the same selector
            String[] heard = new String[1];
            meanwhile = () -> {
                hangUp(caller);
                heard[0] = answer(other);
            };
            BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();

            held.response().write(true, ByteBuffer.wrap(new byte[] {1}), Callback.from(() -> {}, ends::add));

            assertThat(heard[0]).isEqualTo("HTTP/1.1 200 OK");
            assertThat(ends.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
            held.callback().succeeded();
        }
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void ask(Socket caller, String path) throws IOException {
        caller.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks, and returns the first line of the answer, or why there was none. */
    private static String answer(Socket caller) {
        try {
            ask(caller, "/");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                // to the end of the head; there is no body
            }
            return first;
        } catch (IOException silence) {
            return silence.toString();
        }
    }

    private static void hangUp(Socket caller) {
        try {
            caller.close();
        } catch (IOException cannotBe) {
            throw new AssertionError(cannotBe);
        }
    }
}
