package dev.liveshelf.launcher;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes HTTP/1.1 connections that listen while they wait. */
final class ViewerConnections extends HttpConnectionFactory {

    ViewerConnections(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new ViewerConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
    }
}
