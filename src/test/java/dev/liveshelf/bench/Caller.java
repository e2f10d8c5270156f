package dev.liveshelf.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection: a request, its answer, the next request. */
final class Caller {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private long asked;
    private long heard;

    Caller(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends a request: small, so that it goes out at once. */
    void ask(ByteBuffer request) throws IOException {
        in.clear();
        asked = System.nanoTime();
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("The server does not read");
        }
    }

    /** Takes in what has come. Returns the status once the answer is whole, 0 before. */
    int hear() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("The server hung up");
        }
        int body = bodyAt();
        if (body < 0 || in.position() < body + length(body)) {
            return 0;
        }
        heard = System.nanoTime();
        return (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0'; // HTTP/1.1 200
    }

    /** Returns how long the last answer took. */
    long nanos() {
        return heard - asked;
    }

    private int bodyAt() {
        for (int i = 3; i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int length(int end) throws IOException {
        for (int i = 0; i < end; i++) {
            int same = 0;
            while (same < LENGTH.length && Character.toLowerCase(in.get(i + same)) == LENGTH[same]) {
                same++;
            }
            if (same == LENGTH.length) {
                return number(i + same);
            }
        }
        throw new IOException("An answer without Content-Length");
    }

    private int number(int from) {
        int i = from;
        while (in.get(i) == ' ') {
            i++;
        }
        int number = 0;
        for (; in.get(i) != '\r'; i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }
}
