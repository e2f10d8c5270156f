package dev.liveshelf.launcher;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Offers the application the short way for event streams: an attribute of the request, of a type that the JDK has. */
final class PipeOffer implements HttpConfiguration.Customizer {

    private static final String PIPE = "dev.liveshelf.pipe";

    @Override
    public Request customize(Request request, HttpFields.Mutable added) {
        if (mayWantStream(request.getHeaders().getField(HttpHeader.ACCEPT))
                && request.getConnectionMetaData().getConnection() instanceof ViewerConnection connection) {
            request.setAttribute(PIPE, new Pipe(connection));
        }
        return request;
    }

    /** Not so whoever asks for JSON alone: most of those who come. */
    private static boolean mayWantStream(@Nullable HttpField accept) {
        return accept == null || accept.contains("text/event-stream") || accept.contains("*/*");
    }
}
