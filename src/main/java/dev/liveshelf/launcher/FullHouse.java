package dev.liveshelf.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Why somebody is not let in: there are as many connections as there may be. Thrown, it closes the one that is too many. */
final class FullHouse extends IOException {

    private static final String BODY = "{\"title\":\"Not available for a moment\",\"status\":503,"
            + "\"detail\":\"There are too many connections. Try again in 5 s.\"}";
    private static final String ANSWER = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
            + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + "Content-Type: application/problem+json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    FullHouse() {
        super("There are too many connections");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }

    /** Says it in clear text, without waiting for anybody to ask or to read. */
    static void tell(SocketChannel channel) {
        try {
            channel.read(ByteBuffer.allocate(8_192)); // what is not read when it is closed would take the answer back
            channel.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
        } catch (IOException gone) {
            // Then nobody is there to be told.
        }
    }
}
