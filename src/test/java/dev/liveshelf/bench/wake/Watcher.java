package dev.liveshelf.bench.wake;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One viewer's connection: it asks, and knows when it has been told. Parses no more than it must. */
final class Watcher {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    /** Every level that is told has this in it; beats and the like have not. */
    private static final byte[] LEVEL = "inventorycount".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VERSION = "\"version\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 1 << 16;

    private final SocketChannel channel;
    private final Mode mode;
    private byte[] heard = new byte[1_024];
    private int length;
    private boolean waiting;

    Watcher(SocketChannel channel, Mode mode) {
        this.channel = channel;
        this.mode = mode;
    }

    void ask(ByteBuffer request) throws IOException {
        length = 0;
        waiting = true;
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("The server does not read");
        }
    }

    /** Returns the version of the level it was told last; empty if that had none. */
    String version() {
        int from = indexOf(VERSION, 0) + VERSION.length;
        int to = from;
        while (from >= VERSION.length && heard[to] != '"') {
            to++;
        }
        return from < VERSION.length ? "" : new String(heard, from, to - from, StandardCharsets.US_ASCII);
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Takes in what has come, by way of the buffer. Returns whether a level was told, whole. */
    boolean hear(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new EOFException("The server hung up on a viewer");
        }
        if (length + count > heard.length) {
            if (length + count > MOST) {
                throw new IOException("Too long: " + new String(heard, 0, 500, StandardCharsets.ISO_8859_1));
            }
            heard = Arrays.copyOf(heard, Math.max(length + count, 2 * heard.length));
        }
        buffer.flip().get(heard, length, count);
        length += count;
        return mode == Mode.POLL ? isAnswered() : isTold();
    }

    private boolean isAnswered() throws IOException {
        int head = indexOf(HEAD_END, 0);
        if (head < 0 || length < head + HEAD_END.length + bodyLength(head)) {
            return false;
        }
        if (heard[9] != '2' || indexOf(LEVEL, head) < 0) {
            throw new IOException("Not a level: " + new String(heard, 0, length, StandardCharsets.ISO_8859_1));
        }
        waiting = false;
        return true;
    }

    private boolean isTold() {
        int level = indexOf(LEVEL, 0);
        boolean told = level >= 0 && indexOf(EVENT_END, level) >= 0;
        if (told || (level < 0 && indexOf(EVENT_END, Math.max(0, length - 2)) >= 0)) {
            length = 0;
        }
        return told;
    }

    private int bodyLength(int head) throws IOException {
        for (int i = 0; i < head; i++) {
            int same = 0;
            while (same < LENGTH.length && Character.toLowerCase(heard[i + same]) == LENGTH[same]) {
                same++;
            }
            if (same == LENGTH.length) {
                return number(i + same);
            }
        }
        throw new IOException("No Content-Length: " + new String(heard, 0, length, StandardCharsets.ISO_8859_1));
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; heard[i] != '\r'; i++) {
            number = heard[i] == ' ' ? number : number * 10 + heard[i] - '0';
        }
        return number;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int i = from; i <= length - wanted.length; i++) {
            int same = 0;
            while (same < wanted.length && heard[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
