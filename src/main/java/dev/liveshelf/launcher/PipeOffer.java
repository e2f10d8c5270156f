package dev.liveshelf.launcher;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Offers the application the short way for event streams: an attribute of the request, of a type that the JDK has. */
final class PipeOffer implements HttpConfiguration.Customizer {

    private static final String PIPE = "dev.liveshelf.pipe";

    @Override
    public Request customize(Request request, HttpFields.Mutable added) {
        HttpField accept = request.getHeaders().getField(HttpHeader.ACCEPT);
        if (accept != null
                && accept.contains("text/event-stream")
                && request.getConnectionMetaData().getConnection() instanceof ViewerConnection connection) {
            request.setAttribute(PIPE, new Pipe(connection));
        }
        return request;
    }
}
