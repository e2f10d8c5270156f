package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who ask and ask and never read an answer. */
class NonReaderTest {

    /** For each of a page, an answer in JSON, and a file. */
    private static final int CALLERS = 4;

    private static final int QUESTIONS = 20_000;
    private static final Duration PROBED = Duration.ofSeconds(6);

    @TempDir
    Path data;

    @Test
    void holdUpNobody() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            List<SocketChannel> mute = new ArrayList<>();
            for (String address : List.of("", "status?wait=0", "assets/style.css")) {
                String questions = ("GET /shop/" + address
                                + " HTTP/1.1\r\nHost: shop\r\nCookie: liveshelf_session=mute\r\n\r\n")
                        .repeat(QUESTIONS);
                for (int i = 0; i < CALLERS; i++) {
                    mute.add(ask(shop, questions));
                }
            }
            long start = System.nanoTime();
            while (System.nanoTime() - start < PROBED.toNanos()) { // until the buffers in between are full, and longer
                assertThat(shop.getLater("status?wait=0")
                                .get(5, TimeUnit.SECONDS)
                                .statusCode())
                        .isEqualTo(200);
            }
            for (SocketChannel each : mute) {
                each.close();
            }
        }
    }

    @Test
    void aLongAnswerArrivesWhole() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            String style = shop.get("assets/style.css").body();

            assertThat(style).hasSizeGreaterThan(8_192).endsWith("}\n");
            assertThat(shop.get("assets/style.css").headers().firstValue("Content-Length"))
                    .contains(Integer.toString(style.getBytes(StandardCharsets.UTF_8).length));
        }
    }

    private static SocketChannel ask(RunningShop shop, String questions) throws Exception {
        SocketChannel caller = SocketChannel.open();
        caller.setOption(StandardSocketOptions.SO_RCVBUF, 4_096); // so that the shop's own buffers fill soon
        caller.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), shop.home().getPort()));
        caller.configureBlocking(false);
        caller.write(ByteBuffer.wrap(questions.getBytes(StandardCharsets.US_ASCII)));
        return caller;
    }
}
