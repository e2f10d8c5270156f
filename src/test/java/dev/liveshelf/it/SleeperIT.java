package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody opens a stream and does not read it, in the servers that people drop the WAR into. */
class SleeperIT {
    private static final int COUNTS = 700;

    /** As long as names may be: what lies in sockets on both sides must not be enough for all that is told. */
    private static final List<String> ITEMS = IntStream.range(10, 60)
            .mapToObj(i -> "an-item-whose-name-is-as-long-as-the-names-of-items-may-be-at-all".substring(0, 62) + i)
            .toList();

    private static final String[] SETTINGS = {"items=P=10", "tick=0", "token=secret"};

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void holdsUpNobodyAndSkipsToTheNewest(Server server) throws IOException {
        try (Container container = server.with(home, SETTINGS)) {
            holdsUpNobody(container, SocketFactory.getDefault(), new Visitor(container.address()));
        }
    }

    @Test
    void norInOurOwnServer() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home, SETTINGS)) {
            holdsUpNobody(shop, SocketFactory.getDefault(), new Visitor(shop.address()));
        }
    }

    @Test
    void norOverTls() throws IOException {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        SSLContext tls = KeyStores.trust(keys);
        String[] settings = {"tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD};
        try (ShopProcess shop = ShopProcess.start(
                home, Stream.of(SETTINGS, settings).flatMap(Stream::of).toArray(String[]::new))) {
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .build();
            holdsUpNobody(shop, tls.getSocketFactory(), new Visitor(shop.address(), http));
        }
    }

    private static void holdsUpNobody(Place place, SocketFactory sockets, Visitor visitor) throws IOException {
        try (Socket sleeper = new Socket()) {
            count(visitor, 1);
            Socket stream = fallAsleep(sleeper, sockets, place.address());
            Listener listener = visitor.listen(streams());
            await().until(() -> visitor.viewers() == 2);

            for (int onHand = 2; onHand <= COUNTS; onHand++) {
                count(visitor, onHand);
                String last = level(ITEMS.get(49), onHand);
                await().pollInterval(Duration.ofMillis(5)).until(() -> listener.hears(last));
                listener.forget();
            }

            int told = wakeUp(stream);
            System.out.println(
                    place.address() + ": of " + COUNTS * ITEMS.size() + " levels, one who slept was told " + told);
            assertThat(told).isLessThan(COUNTS * ITEMS.size());
            Log.assertClean(place.log());
        }
    }

    /** @return what the stream goes through: the sleeper itself, or TLS on it */
    private static Socket fallAsleep(Socket sleeper, SocketFactory sockets, URI shop) throws IOException {
        sleeper.setReceiveBufferSize(4_096);
        sleeper.setSoTimeout(10_000);
        sleeper.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), shop.getPort()));
        Socket stream = sockets instanceof SSLSocketFactory tls
                ? tls.createSocket(sleeper, "localhost", shop.getPort(), /* autoClose= */ true)
                : sleeper;
        stream.getOutputStream()
                .write(("GET " + shop.getPath() + streams()
                                + " HTTP/1.1\r\nHost: shop\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return stream;
    }

    /** Reads all there is, and returns how many levels it took until all were the newest. */
    private static int wakeUp(Socket sleeper) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(sleeper.getInputStream(), StandardCharsets.UTF_8));
        int told = 0;
        int newest = 0;
        for (String line = in.readLine(); line != null && newest < ITEMS.size(); line = in.readLine()) {
            told += line.startsWith("data: {\"item\"") ? 1 : 0;
            newest += line.contains("\"inventorycount\":\"" + COUNTS + "\"") ? 1 : 0;
        }
        assertThat(newest).isEqualTo(ITEMS.size());
        return told;
    }

    /** Says what is on hand of all items, in one step. */
    private static void count(Visitor visitor, int onHand) throws IOException {
        String table = ITEMS.stream().map(item -> item + "," + onHand + "\n").collect(Collectors.joining());
        assertThat(visitor.put("shop/items.csv", "item,onhand\n" + table, "Authorization", "Bearer secret")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String streams() {
        return "events?item=" + String.join("&item=", ITEMS);
    }

    private static String level(String item, int count) {
        return "\"" + item + "\",\"inventorycount\":\"" + count + "\"";
    }
}
