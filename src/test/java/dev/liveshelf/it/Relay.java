package dev.liveshelf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes bytes on, both ways, and counts connections. */
final class Relay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final URI target;
    private volatile boolean isShut;

    Relay(URI target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    /** Where the target is to be found through here. */
    URI address() {
        return URI.create(target.getScheme() + "://127.0.0.1:" + door.getLocalPort() + target.getPath());
    }

    /** How many connections there have been. */
    int connections() {
        return callers.size();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = door.accept();
            if (isShut) {
                caller.close();
                continue;
            }
            Socket called = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
            callers.add(caller);
            start(() -> pass(caller, called));
            start(() -> pass(called, caller));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | UncheckedIOException over) {
                // One of the two has gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all connections that there are, and lets nobody through until it is opened again. */
    void shut() throws IOException {
        isShut = true;
        for (Socket caller : callers) {
            caller.close();
        }
    }

    void open() {
        isShut = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
    }
}
