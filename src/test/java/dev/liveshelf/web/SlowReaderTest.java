package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone opens a stream and reads nothing, while thousands of levels go out to all others. */
class SlowReaderTest {

    private static final int READERS = 4;
    private static final int CHANGES = 3_000;

    @TempDir
    Path data;

    private TimedShop shop;
    private final List<StreamReader> readers = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        shop = new TimedShop(data);
    }

    @AfterEach
    void close() throws Exception {
        for (StreamReader reader : readers) {
            reader.close();
        }
        shop.close();
    }

    @Test
    void holdsUpNobodyAndIsToldTheNewestWhenItReadsAgain() throws Exception {
        try (StreamReader slow = new StreamReader(shop.connect(), "/shop/events?item=P")) {
            readers("/shop/events?item=P");
            String newest = "";
            for (int i = 0; i < CHANGES; i++) {
                newest = shop.change(i);
                assertAllAreTold(newest);
            }

            int read = 1;
            String last = slow.next("inventory");
            for (; !last.contains(newest); read++) {
                last = slow.next("inventory");
            }
            System.out.println(
                    "Of " + CHANGES + " levels, one who slept was told " + read + ", the last of them the newest");
            assertThat(read).isLessThan(CHANGES / 2);
            assertAllAreTold(shop.change(CHANGES));
            assertThat(slow.next("inventory")).contains("\"held\":1");
        }
    }

    @Test
    void isDroppedAfterThirtySeconds() throws Exception {
        try (StreamReader slow = new StreamReader(shop.connect(), "/shop/events?item=P")) {
            readers("/shop/events?item=P");
            for (int i = 0; i < CHANGES; i++) {
                assertAllAreTold(shop.change(i));
            }
            for (int seconds = 0; seconds < 29; seconds++) {
                shop.time().moveSeconds(1);
            }
            assertAllBeat();
            assertThat(shop.cart().viewers()).isEqualTo(READERS + 1);

            for (int seconds = 0; seconds < 2; seconds++) {
                shop.time().moveSeconds(1);
            }
            await().until(() -> shop.cart().viewers() == READERS);
            for (int seconds = 0; seconds < 15; seconds++) {
                shop.time().moveSeconds(1);
            }
            assertAllBeat();
            assertAllAreTold(shop.change(CHANGES));
            assertThat(isCutOff(slow)).isTrue();
        }
    }

    /** The negative control: the same with streams that wait until they are read. */
    @Test
    void wouldHoldUpOthersIfStreamsWaitedForIt() throws Exception {
        try (Socket slow = shop.connect()) {
            slow.getOutputStream()
                    .write("GET /shop/blocking HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            readers("/shop/blocking");

            assertThat(someoneIsHeldUp()).isTrue();
        }
    }

    private boolean someoneIsHeldUp() throws Exception {
        for (StreamReader reader : readers) {
            reader.patience(2_000);
        }
        for (int i = 0; i < CHANGES; i++) {
            try {
                assertAllAreTold(shop.change(i));
            } catch (SocketTimeoutException | TimeoutException heldUp) {
                return true;
            }
        }
        return false;
    }

    private void readers(String address) throws Exception {
        for (int i = 0; i < READERS; i++) {
            readers.add(new StreamReader(shop.connect(), address));
        }
        await().until(() -> shop.cart().viewers() == READERS + 1);
    }

    private void assertAllAreTold(String version) throws IOException {
        for (StreamReader reader : readers) {
            String level = reader.next("inventory");
            while (level != null && !level.contains(version)) {
                level = reader.next("inventory");
            }
            assertThat(level).isNotNull();
        }
    }

    private void assertAllBeat() throws IOException {
        for (StreamReader reader : readers) {
            assertThat(reader.next("beat")).isEqualTo("{}");
        }
    }

    private static boolean isCutOff(StreamReader reader) {
        try {
            for (String next = reader.next(); next != null; next = reader.next()) {
                assertThat(next).isNotEmpty();
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
