package dev.liveshelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Pages that are not ours, on the same server; they allow nothing but scripts and calls of their own address. */
final class OtherPages extends Handler.Abstract.NonBlocking {

    private static final String STRICT =
            "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'";

    private final Map<String, String> pages;

    OtherPages(Map<String, String> pages) {
        this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String page = pages.get(request.getHttpURI().getPath());
        if (page == null) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=UTF-8");
        response.getHeaders().put("Content-Security-Policy", STRICT);
        response.write(/* last= */ true, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
