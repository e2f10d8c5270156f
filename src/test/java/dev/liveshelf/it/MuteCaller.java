package dev.liveshelf.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks just enough HTTP/2 to ask, and lets no answer through: its window has been shut from the beginning. */
final class MuteCaller implements AutoCloseable {
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_OF_STREAM_AND_HEADERS = 0x5;
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    private final Socket socket;
    private int stream = 1;

    MuteCaller(URI shop) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), shop.getPort());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, NO_WINDOW);
    }

    /** Asks for a path of less than 127 characters. */
    void ask(String path) throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.write(0x82); // :method GET
        headers.write(0x86); // :scheme http
        literal(headers, 0x01, "shop"); // :authority
        literal(headers, 0x04, path); // :path
        frame(HEADERS, END_OF_STREAM_AND_HEADERS, stream, headers.toByteArray());
        stream += 2;
    }

    private static void literal(ByteArrayOutputStream headers, int name, String value) {
        headers.write(name);
        headers.write(value.length());
        headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(int type, int flags, int id, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length});
        frame.write(type);
        frame.write(flags);
        frame.writeBytes(new byte[] {0, 0, (byte) (id >> 8), (byte) id});
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
