package dev.liveshelf.launcher;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Lets viewers in. As many selectors as there are cores: their threads read, parse and run the servlets, none of which blocks. */
final class ViewerConnector extends ServerConnector {

    ViewerConnector(Server server, ConnectionFactory... protocols) {
        super(server, null, null, null, -1, Runtime.getRuntime().availableProcessors(), protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new OneWrite(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
