package dev.liveshelf.launcher;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Offers the application the short way for event streams: an attribute of the request, of a type that the JDK has. */
final class PipeOffer implements HttpConfiguration.Customizer {

    private static final String STREAMS = "/events";
    private static final String PIPE = "dev.liveshelf.pipe";

    @Override
    public Request customize(Request request, HttpFields.Mutable added) {
        if (STREAMS.equals(request.getHttpURI().getPath()) // not most of those who come
                && request.getConnectionMetaData().getConnection() instanceof ViewerConnection connection) {
            request.setAttribute(PIPE, new Pipe(connection));
        }
        return request;
    }
}
