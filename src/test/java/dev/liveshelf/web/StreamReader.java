package dev.liveshelf.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an event stream from a bare connection, event by event. */
final class StreamReader implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final String head;
    private boolean ended;

    /** Asks for an address, and waits for the head of the answer. */
    StreamReader(Socket socket, String address, String... headers) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        socket.getOutputStream()
                .write(("GET " + address + " HTTP/1.1\r\nHost: shop\r\n" + extra + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder read = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            read.append(line).append('\n');
        }
        head = read.toString();
    }

    /** How long to wait for an event before giving up with an exception. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    String head() {
        return head;
    }

    /** Waits for the next event, and returns its lines joined by a bar; null if the stream has ended. */
    String next() throws IOException {
        List<String> lines = new ArrayList<>();
        while (!ended) {
            String line = in.readLine();
            if (line == null) {
                ended = true;
            } else if (line.equals("0")) { // the last chunk
                ended = true;
            } else if (line.contains(":")) {
                lines.add(line);
            } else if (line.isEmpty() && !lines.isEmpty()) {
                return String.join("|", lines);
            } // else the length of a chunk, or its end
        }
        return null;
    }

    /** Waits for the next event of this name. */
    String next(String event) throws IOException {
        for (String next = next(); next != null; next = next()) {
            if (next.startsWith("event: " + event + "|data: ")) {
                return next.substring(next.indexOf("data: ") + 6);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
