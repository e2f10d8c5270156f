package dev.liveshelf.launcher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches the application, such as a request that is not HTTP: no page, no echo, no stack trace. */
final class PlainRefusals extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "application/problem+json")
                .put("X-Content-Type-Options", "nosniff")
                .put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .put("Referrer-Policy", "strict-origin");
        if (request.isSecure()) {
            response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
        }
        response.write(true, ByteBuffer.wrap(json(status)), callback);
    }

    private static byte[] json(int status) {
        String title = HttpStatus.getMessage(status);
        return ("{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"Check the request.\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
