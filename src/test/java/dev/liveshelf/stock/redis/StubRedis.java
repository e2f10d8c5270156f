package dev.liveshelf.stock.redis;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each command as it was told, and remembers what it was asked. For what this machine's Redis is too old for. */
final class StubRedis implements AutoCloseable {

    private final Map<String, String> answers;
    private final ServerSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param answers as they go over the wire, by command */
    StubRedis(Map<String, String> answers) throws IOException {
        this.answers = answers;
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "stub-redis");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Returns the commands it had an answer for, in their order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try (Socket caller = socket.accept()) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            while (true) {
                List<String> words = read(in);
                String answer = answers.get(words.get(0));
                if (answer != null) {
                    asked.add(String.join(" ", words));
                } else {
                    answer = words.get(0).equals("PING") ? "+PONG\r\n" : "-ERR unknown command\r\n";
                }
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // that was all
        }
    }

    private static List<String> read(DataInputStream in) throws IOException {
        int count = Integer.parseInt(line(in).substring(1));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] word = new byte[Integer.parseInt(line(in).substring(1))];
            in.readFully(word);
            line(in);
            words.add(new String(word, StandardCharsets.US_ASCII));
        }
        return words;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
