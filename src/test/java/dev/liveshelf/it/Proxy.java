package dev.liveshelf.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A proxy in front of a shop, as a process of its own. */
final class Proxy implements AutoCloseable {
    private final Program program;
    private final URI address;

    private Proxy(Program program, URI address) {
        this.program = program;
        this.address = address;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param address where its configuration says that the shop is found
     */
    static Proxy start(List<String> command, URI address) throws IOException {
        Proxy proxy = new Proxy(Program.start(command, Map.of()), address);
        await().until(() -> proxy.listens() || !proxy.program.isAlive());
        if (!proxy.program.isAlive()) {
            throw new AssertionError("Did not start:\n" + proxy.program);
        }
        return proxy;
    }

    /** A port that was free a moment ago: these programs cannot choose one themselves and say which. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the address of the shop behind it, with a slash at its end. */
    URI address() {
        return address;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
