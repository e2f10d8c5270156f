package dev.liveshelf.launcher;

import dev.liveshelf.Settings;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.HostPort;

/** The port of the shop. It can be taken before the server starts: nobody is let in until then. */
final class Door {
    private final ViewerConnector connector;
    private final String scheme;

    /** @throws CannotOpen if there is a key store that cannot be used */
    Door(Server server, Settings settings) throws CannotOpen {
        connector = new ViewerConnector(server, most(settings.viewersLimit()), Protocols.of(settings));
        scheme = settings.tlsKeystore() == null ? "http" : "https";
        connector.setHost(settings.host().isEmpty() ? null : settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(idleTimeout(settings.longestWait()).toMillis());
        // Viewers all come back in the same moment, hundreds of them on new connections. The kernel may allow fewer.
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
    }

    /** Viewers, and room for those who do not wait: whoever is in the shop can use a cart though no more viewers fit in. */
    private static int most(int viewers) {
        return viewers + Math.max(1_000, viewers / 4);
    }

    /** Longer than the longest wait, so that a viewer has time to come back on the same connection. */
    private static Duration idleTimeout(Duration longestWait) {
        Duration least = Duration.ofSeconds(30);
        Duration enough = longestWait.plusSeconds(15);
        return enough.compareTo(least) > 0 ? enough : least;
    }

    /** Returns the threads that read what comes in. */
    Selectors selectors() {
        return connector.selectors();
    }

    /** @throws CannotOpen if it cannot be had, saying what to do */
    void take() throws CannotOpen {
        try {
            connector.open();
        } catch (IOException | UnresolvedAddressException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CannotOpen(isTaken(reason) ? taken() : unusable(reason));
        }
    }

    private static boolean isTaken(Throwable reason) {
        return reason instanceof BindException
                && reason.getMessage() != null
                && reason.getMessage().contains("in use");
    }

    private String taken() {
        int other = connector.getPort() < 65_535 ? connector.getPort() + 1 : 8080;
        return name() + " is taken. Stop the other program or choose another: LIVESHELF_PORT=" + other;
    }

    private String unusable(Throwable reason) {
        return name() + " cannot be used (" + reason
                + "). Choose another: LIVESHELF_HOST=127.0.0.1 LIVESHELF_PORT=8080";
    }

    private String name() {
        return "Port " + connector.getPort() + (connector.getHost() == null ? "" : " on " + connector.getHost());
    }

    /** From now on each connection is closed behind its next answer: then nobody asks just when all are closed. */
    void lastCalls() {
        for (ConnectionFactory protocol : connector.getConnectionFactories()) {
            if (protocol instanceof HttpConfiguration.ConnectionFactory http) {
                http.getHttpConfiguration().setPersistentConnectionsEnabled(false);
            }
        }
    }

    /** Lets nobody in any more; whoever is in is served. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever stays for long is not waited for
    void shut() {
        connector.shutdown();
    }

    /** Returns what to open in a browser. */
    String address() {
        String host = connector.getHost() == null ? "localhost" : connector.getHost();
        return scheme + "://" + HostPort.normalizeHost(host) + ":" + connector.getLocalPort() + "/";
    }
}
