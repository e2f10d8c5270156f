package dev.liveshelf.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/** Speaks HTTP/1.1 byte by byte, as browsers do not: asks before it is answered, hangs up in between. */
final class PlainCaller implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    /** @param factory makes the socket: of TLS or not */
    PlainCaller(URI shop, SocketFactory factory) throws IOException {
        socket = factory.createSocket(InetAddress.getLoopbackAddress(), shop.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    PlainCaller(URI shop) throws IOException {
        this(shop, SocketFactory.getDefault());
    }

    /** Asks for all of these at once, in one write. */
    void ask(String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append(get(path, ""));
        }
        say(requests.toString());
    }

    static String get(String path, String header) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Says that nothing more will be asked, but goes on listening. */
    void endAsking() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits for the next answer, and returns it whole: head and body. */
    String hear() throws IOException {
        String head = hearUntil("\r\n\r\n");
        Matcher length = LENGTH.matcher(head);
        int left = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(left), StandardCharsets.UTF_8);
    }

    /** Waits for these characters, and returns all until and with them. */
    String hearUntil(String end) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(end, heard.length() - end.length()) < 0) {
            heard.append((char) next());
        }
        return heard.toString();
    }

    /** Waits for the next part of a body, and returns what is in it. Its end may come with the next. */
    String hearChunk() throws IOException {
        String length = hearUntil("\r\n").strip();
        return new String(socket.getInputStream().readNBytes(Integer.parseInt(length, 16)), StandardCharsets.UTF_8);
    }

    /** Waits for the end of a part of a body, and returns nothing: not a word more. */
    String hearEndOfChunk() throws IOException {
        String end = new String(socket.getInputStream().readNBytes(2), StandardCharsets.US_ASCII);
        if (!end.equals("\r\n")) {
            throw new IOException("A part that does not end: " + end);
        }
        return "";
    }

    /** Waits for the end. Returns what still came before it. */
    String hearRest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int next() throws IOException {
        InputStream in = socket.getInputStream();
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The shop hung up");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
