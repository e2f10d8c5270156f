package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever anybody sends to any address: it is answered, not by a fault of ours, and nothing has changed. */
class NonsenseIT {
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3}) ");

    /** What we cannot do is no fault: a method, or a version of HTTP, that nobody knows. */
    private static final Pattern FAULT = Pattern.compile("5(?!01|05)..");

    private static final int CALLERS = 4;

    /** A stream goes on; and who has said less than announced is waited for. */
    private static final int PATIENCE_MILLIS = 150;

    /** What was sent each time that the answer was a fault of ours. */
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path home;

    @Test
    void twoThousandRequestsThatMakeNoSense() throws Exception {
        run(2_000 / Nonsense.ENDPOINTS.size());
    }

    @Test
    @Tag("soak")
    void aHundredThousandRequestsThatMakeNoSenseAtEachAddress() throws Exception {
        run(100_000);
    }

    private void run(int requests) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("NonsenseIT: -Dseed=" + seed);
        try (ShopProcess shop = ShopProcess.start(home, "items=P=0,Q=0", "wait=100ms", "token=not-to-be-guessed")) {
            String before = levels(shop);
            Map<String, Integer> statuses = new ConcurrentHashMap<>();
            Random seeds = new Random(seed);
            send(shop.address(), 100, seeds.nextLong(), statuses); // so that all there is to load is loaded
            long heap = Heap.used(shop.pid());

            statuses.clear();
            faults.clear();
            send(shop.address(), requests, seeds.nextLong(), statuses);

            System.out.println("NonsenseIT: " + requests + " at each of " + Nonsense.ENDPOINTS.size() + " addresses: "
                    + new TreeMap<>(statuses));
            assertThat(faults).as("-Dseed=" + seed).isEmpty();
            assertThat(levels(shop)).isEqualTo(before);
            assertThat(shop.log())
                    .as("that it is open, and nothing since; -Dseed=" + seed)
                    .hasSize(2);
            long more = Heap.used(shop.pid()) - heap;
            System.out.println("NonsenseIT: heap after it " + more / 1_024 + " KiB more than before");
            assertThat(more).isLessThan(10_000_000);
        }
    }

    private static String levels(ShopProcess shop) throws IOException {
        return new Visitor(shop.address()).get("status?wait=0&item=P&item=Q").body();
    }

    private void send(URI shop, int requests, long seed, Map<String, Integer> statuses) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(i -> callers.submit(() -> {
                        send(shop, requests / CALLERS, new Random(seed + i), statuses);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private void send(URI shop, int requests, Random random, Map<String, Integer> statuses) throws IOException {
        Nonsense nonsense = new Nonsense(random);
        for (String endpoint : Nonsense.ENDPOINTS) {
            for (int i = 0; i < requests; i++) {
                String request = nonsense.request(shop.getPath(), endpoint);
                String status = status(shop, request);
                statuses.merge(status, 1, Integer::sum);
                if (FAULT.matcher(status).matches()) {
                    faults.add(status + " for " + request);
                }
            }
        }
    }

    /** Sends it and hangs up, but not before the beginning of an answer is there. */
    private static String status(URI shop, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setSoLinger(true, 0); // hundreds of thousands would use up all ports
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                InputStream in = socket.getInputStream();
                Matcher status = STATUS.matcher(new String(in.readNBytes(13), StandardCharsets.US_ASCII));
                return status.find() ? status.group(1) : "closed";
            } catch (SocketTimeoutException waiting) {
                return "waits";
            } catch (IOException reset) {
                return "closed";
            }
        }
    }
}
