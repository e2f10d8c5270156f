package dev.liveshelf.web;

import dev.liveshelf.RunningShop;
import dev.liveshelf.stock.Version;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shopper's page that polls for ever, on a connection that it drops now and then in the middle of a wait. Fails if it is
 * told a version twice, or an older one.
 */
final class PollingViewer implements Runnable {

    private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]+)\"");
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    private final RunningShop shop;
    private final Random random;
    private final boolean withSince;
    private final AtomicLong answers;
    private volatile Version known;
    private volatile Throwable failure;
    private volatile boolean stopped;

    PollingViewer(RunningShop shop, Random random, Version start, boolean withSince, AtomicLong answers) {
        this.shop = shop;
        this.random = random;
        this.known = start;
        this.withSince = withSince;
        this.answers = answers;
    }

    Version known() {
        return known;
    }

    Throwable failure() {
        return failure;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (Socket socket = shop.connect()) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (poll(socket, in)) {
                    answers.incrementAndGet();
                }
            } catch (IOException ended) {
                // The shop closed the connection: open another.
            } catch (Throwable wrong) {
                failure = wrong;
                return;
            }
        }
    }

    /** Returns false to drop the connection. */
    private boolean poll(Socket socket, InputStream in) throws IOException {
        boolean impatient = random.nextInt(10) == 0;
        socket.setSoTimeout(impatient ? 1 + random.nextInt(20) : 500);
        String request =
                "GET /shop/status?item=P" + (withSince ? "&since=" + known : "") + " HTTP/1.1\r\nHost: shop\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            try {
                learn(read(in));
                return !stopped;
            } catch (SocketTimeoutException stillWaiting) {
                if (impatient || stopped) {
                    return false;
                }
            }
        }
    }

    private void learn(String answer) {
        Matcher matcher = VERSION.matcher(answer);
        if (!matcher.find()) {
            throw new AssertionError("Not a level: " + answer);
        }
        Version told = Version.parse(matcher.group(1));
        if (!told.isAheadOf(known)) {
            throw new AssertionError("Told " + told + ", though it knew " + known);
        }
        known = told;
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read(); // only the first may time out: the shop writes an answer in one piece
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new AssertionError("No length: " + head);
        }
        byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
        return head + new String(body, StandardCharsets.UTF_8);
    }
}
