package dev.liveshelf.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several who wait for {@code /wait}, and whom the thread that reads them tells the same. */
@Timeout(30)
class CopiesTest {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final byte[] BODY = "{\"inventorycount\":\"9\"}".getBytes(US_ASCII);

    /** @param reader the number of the thread that reads it */
    private record Waiting(
            Response response, Callback callback, @Nullable BiPredicate<byte[], Runnable> copies, int reader) {
        void answer() {
            response.write(true, ByteBuffer.wrap(BODY), callback);
        }
    }

    private record Viewer(Socket socket, Waiting waiting) {
        boolean isCopied(Runnable rest) {
            return waiting.copies().test(BODY, rest);
        }
    }

    private final Server server = new Server();
    private final ViewerConnector connector =
            new ViewerConnector(server, /* most= */ 100, new ViewerConnections(new HttpConfiguration()));
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (Request.getPathInContext(request).equals("/wait")) {
                    waiting.add(new Waiting(
                            response,
                            callback,
                            ViewerConnection.copies(),
                            connector.selectors().here()));
                } else {
                    response.write(true, ByteBuffer.wrap("next".getBytes(US_ASCII)), callback);
                }
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    @Test
    void whoIsToldTheSameHasItBeforeHisResponseIsEnded() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        FutureTask<Void> ended = new FutureTask<>(viewers.get(1).waiting()::answer, null);

        String copy = onReader(viewers, () -> {
            assertThat(viewers.get(0).isCopied(() -> {})).as("the first").isFalse();
            viewers.get(0).waiting().answer();
            assertThat(viewers.get(1).isCopied(ended)).as("the second").isTrue();
            String heard = hear(viewers.get(1).socket());
            assertThat(ended.isDone()).as("ended").isFalse();
            return heard;
        });

        assertThat(copy).isEqualTo(hear(viewers.get(0).socket())).endsWith("\r\n\r\n" + new String(BODY, US_ASCII));
        ended.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        say(viewers.get(1).socket(), "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
        assertThat(hear(viewers.get(1).socket()))
                .as("what comes next")
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("next");
    }

    /** Asked while the thread that reads is still telling: it has the next request when it looks, and the response has not been ended. */
    @Test
    void whoAsksAtOnceIsAnsweredInTurn() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(3);
        onReader(viewers, () -> {
            tellFirst(viewers);
            for (Viewer viewer : viewers.subList(1, 3)) {
                assertThat(viewer.isCopied(viewer.waiting()::answer)).isTrue();
                say(viewer.socket(), "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            }
            return null;
        });

        for (Viewer viewer : viewers.subList(1, 3)) {
            assertThat(hear(viewer.socket())).contains("inventorycount");
            assertThat(hear(viewer.socket())).endsWith("next");
        }
    }

    @Test
    void whoWasCopiedMayWaitAgain() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        onReader(viewers, () -> {
            tellFirst(viewers);
            return viewers.get(1).isCopied(viewers.get(1).waiting()::answer);
        });
        Socket socket = viewers.get(1).socket();
        hear(socket);

        Viewer again = await(socket, "GET /wait HTTP/1.1\r\nHost: shop\r\n\r\n");
        onReader(List.of(again), () -> {
            again.waiting().answer();
            return null;
        });

        assertThat(hear(socket)).contains("inventorycount");
    }

    /** As when many items change: there is always somebody to be told. */
    @Test
    void responsesAreEndedInTheEndThoughOthersAreStillTold() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        FutureTask<Void> ended = new FutureTask<>(viewers.get(1).waiting()::answer, null);
        Reader reader = (Reader) reader(viewers);
        AtomicInteger looks = new AtomicInteger();
        Runnable telling = new Runnable() {
            @Override
            public void run() {
                if (!ended.isDone() && looks.incrementAndGet() < 10_000) {
                    reader.endLater(connection(viewers.get(0)));
                    reader.execute(this);
                }
            }
        };
        onReader(viewers, () -> {
            tellFirst(viewers);
            assertThat(viewers.get(1).isCopied(ended)).isTrue();
            reader.execute(telling);
            return null;
        });

        ended.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);

        assertThat(looks.get()).as("looks, at each of which somebody was told").isBetween(100, 1_000);
    }

    @Test
    void whoseConnectionIsClosedHasHisResponseEndedBefore() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        FutureTask<Void> ended = new FutureTask<>(viewers.get(1).waiting()::answer, null);
        onReader(viewers, () -> {
            tellFirst(viewers);
            viewers.get(1).isCopied(ended);
            viewers.get(1)
                    .waiting()
                    .response()
                    .getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .close();
            assertThat(ended.isDone()).isTrue();
            return null;
        });
        assertThat(hear(viewers.get(1).socket())).contains("inventorycount");
        assertThat(viewers.get(1).socket().getInputStream().read()).isNegative();
    }

    @Test
    void onlyTheThreadThatReadsGivesCopies() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        onReader(viewers, () -> {
            tellFirst(viewers);
            return null;
        });

        assertThat(viewers.get(1).isCopied(() -> {})).isFalse();
        viewers.get(1).waiting().answer();
        assertThat(hear(viewers.get(1).socket())).contains("inventorycount");
    }

    /** His answer has to say that the connection is closed after it. */
    @Test
    void whenTheDoorIsShutNobodyGetsACopy() throws Exception {
        List<Viewer> viewers = viewersOfOneReader(2);
        onReader(viewers, () -> {
            tellFirst(viewers);
            assertThat(connector.shutdown())
                    .as("what is done when all have left")
                    .isNotNull();
            assertThat(viewers.get(1).isCopied(() -> {})).isFalse();
            viewers.get(1).waiting().answer();
            return null;
        });

        assertThat(hear(viewers.get(1).socket())).contains("Connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /wait HTTP/1.1\r\nHost: shop\r\n\r\n",
                "GET /wait HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n",
                "GET /wait HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "GET /wait HTTP/1.1\r\nHost: shop\r\nExpect: 100-continue\r\n\r\n",
                "GET https://shop/wait HTTP/1.1\r\nHost: shop\r\n\r\n",
            })
    void whoWantsAnotherHeadGetsNoCopy(String request) throws Exception {
        assertThat(await(call(), request).waiting().copies()).isNull();
    }

    private List<Viewer> viewersOfOneReader(int count) throws Exception {
        List<Viewer> viewers = new ArrayList<>();
        while (viewers.size() < count) {
            Viewer next = await(call(), "GET /wait HTTP/1.1\r\nHost: shop\r\n\r\n");
            if (viewers.isEmpty()
                    || next.waiting().reader() == viewers.get(0).waiting().reader()) {
                viewers.add(next);
            }
        }
        return viewers;
    }

    private Viewer await(Socket socket, String request) throws Exception {
        say(socket, request);
        Waiting held = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(held).isNotNull();
        return new Viewer(socket, held);
    }

    /** By a response, of which the others can have copies then. */
    private static void tellFirst(List<Viewer> viewers) {
        assertThat(viewers.get(0).isCopied(() -> {})).isFalse();
        viewers.get(0).waiting().answer();
    }

    private static ViewerConnection connection(Viewer viewer) {
        Request request = viewer.waiting().response().getRequest();
        return (ViewerConnection) request.getConnectionMetaData().getConnection();
    }

    private Executor reader(List<Viewer> viewers) {
        return connector.selectors().all().get(viewers.get(0).waiting().reader());
    }

    private <T> T onReader(List<Viewer> viewers, Callable<T> task) throws Exception {
        FutureTask<T> told = new FutureTask<>(task);
        reader(viewers).execute(told);
        return told.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    private static void say(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    /** Returns one answer, and not a byte more. */
    private static String hear(Socket socket) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf("\r\n\r\n") < 0) {
            heard.append((char) socket.getInputStream().read());
        }
        String length = heard.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return heard + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), US_ASCII);
    }
}
