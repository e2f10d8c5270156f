package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program that is not ours, listening on a port of this machine. */
final class Foreign implements AutoCloseable {

    private final Process process;
    private final InetSocketAddress address;

    /** Starts it, and waits until it listens. What it says goes into the file. */
    Foreign(Path said, int port, List<String> command) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(command.get(0) + " does not start; see " + said);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The request by which somebody takes the tutorial's item, or puts it back. */
    static String tutorialChange(InetSocketAddress address, int number) {
        String body = "session=shopper&action=" + (number % 2 == 0 ? "add" : "remove");
        return "POST /cart HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    InetSocketAddress address() {
        return address;
    }

    /** It, and all that it has started. */
    List<Long> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private boolean listens() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
