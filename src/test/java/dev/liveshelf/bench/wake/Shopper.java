package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Whoever makes the changes, on a connection of its own. */
final class Shopper implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final byte[] buffer = new byte[8 * 1024];

    Shopper(InetSocketAddress address) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void ask(String change) throws IOException {
        socket.getOutputStream().write(change.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes the answer, which is small. */
    void answer() throws IOException {
        int count = socket.getInputStream().read(buffer);
        if (count < 12 || buffer[9] != '2') {
            throw new IOException("Not changed: " + new String(buffer, 0, Math.max(0, count), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
