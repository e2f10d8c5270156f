package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ViewerConnectorTest {

    private final Server server = new Server();
    private final ViewerConnector connector =
            new ViewerConnector(server, /* most= */ 10, new ViewerConnections(new HttpConfiguration()));

    @AfterEach
    void close() throws Exception {
        server.stop();
    }

    @Test
    void whoSaysNothingForAsLongAsItMayIsSentAway() throws Exception {
        open(/* idleMillis= */ 500); // also the time to open a connection, which Jetty looks at once more
        try (Socket caller = answered()) {
            await().until(() -> {
                look();
                return connector.getConnectedEndPoints().isEmpty();
            });
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoIsSilentForAShorterTimeStays() throws Exception {
        open(/* idleMillis= */ 3_600_000);
        try (Socket silent = answered()) {
            look();
            assertThat(connector.getConnectedEndPoints()).hasSize(1);
            assertThat(silent.getInputStream().available()).isZero();
        }
    }

    private void open(long idleMillis) throws Exception {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idleMillis);
        server.addConnector(connector);
        server.start();
    }

    private void look() {
        new SlowCallers(connector::getConnectedEndPoints, connector.getScheduler()).look(System.nanoTime());
    }

    /** Returns the connection of somebody who has asked for something, and has read the first of what came back. */
    private Socket answered() throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        caller.getOutputStream().write("HEAD / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int end = 0; end < 4; ) {
            int next = caller.getInputStream().read();
            assertThat(next).as("not the end yet").isNotEqualTo(-1);
            end = next == '\r' || next == '\n' ? end + 1 : 0;
        }
        return caller;
    }
}
