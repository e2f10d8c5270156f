package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import dev.liveshelf.stock.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes until the last of many viewers knows. Prints the figure; the limit is a loose one. */
class WakeTest {

    private static final int VIEWERS = 1_000;
    private static final int ROUNDS = 9;

    @TempDir
    Path data;

    @Test
    void aChangeReachesAThousandViewersSoon() throws Exception {
        try (RunningShop shop = new RunningShop(data);
                Selector selector = Selector.open()) {
            List<SocketChannel> viewers = connect(shop, selector);
            long[] millis = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ask(viewers, "status");
                await().until(() -> shop.cart().viewers() == VIEWERS);
                millis[round] = wake(shop, selector, round);
            }
            assertSoon("viewers", millis);
            close(viewers);
        }
    }

    @Test
    void aChangeReachesAThousandStreamsSoon() throws Exception {
        try (RunningShop shop = new RunningShop(data, "tick", "0");
                Selector selector = Selector.open()) {
            List<SocketChannel> viewers = connect(shop, selector);
            ask(viewers, "events");
            awaitAnswers(selector);
            long[] millis = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                millis[round] = wake(shop, selector, round);
            }
            assertSoon("streams", millis);
            close(viewers);
        }
    }

    private static void ask(List<SocketChannel> viewers, String address) throws Exception {
        for (SocketChannel viewer : viewers) {
            viewer.write(ByteBuffer.wrap(("GET /shop/" + address + "?item=P HTTP/1.1\r\nHost: shop\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Returns after how many milliseconds the last one knew. */
    private static long wake(RunningShop shop, Selector selector, int round) throws Exception {
        long start = System.nanoTime();
        shop.cart().moveItemToCart(new Session("shopper"), "P", 1 + round % 2);
        awaitAnswers(selector);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void assertSoon(String whom, long[] millis) {
        Arrays.sort(millis);
        System.getLogger(WakeTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "A change reached the last of {0} {1} after {2} ms (median of {3}, worst {4} ms)",
                        VIEWERS,
                        whom,
                        millis[ROUNDS / 2],
                        ROUNDS,
                        millis[ROUNDS - 1]);
        assertThat(millis[ROUNDS / 2]).isLessThan(1_000);
    }

    private static void close(List<SocketChannel> viewers) throws Exception {
        for (SocketChannel viewer : viewers) {
            viewer.close();
        }
    }

    private static List<SocketChannel> connect(RunningShop shop, Selector selector) throws Exception {
        List<SocketChannel> viewers = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            SocketChannel viewer = SocketChannel.open(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), shop.home().getPort()));
            viewer.configureBlocking(false);
            viewer.register(selector, SelectionKey.OP_READ);
            viewers.add(viewer);
        }
        return viewers;
    }

    /** An answer is written in one piece, so whoever has something to read has it whole. */
    private static void awaitAnswers(Selector selector) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(4_096);
        int answered = 0;
        while (answered < VIEWERS) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                buffer.clear();
                assertThat(((SocketChannel) key.channel()).read(buffer)).isPositive();
                answered++;
            }
            selector.selectedKeys().clear();
        }
    }
}
