package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What goes back to a caller: complete, immutable, so that many may share it. The body is never changed. */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared and never changed
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    static final String JSON = "application/json";
    static final String HTML = "text/html;charset=UTF-8";

    static Answer json(byte[] body) {
        return new Answer(200, JSON, Map.of(), body);
    }

    static Answer html(int status, String page) {
        return new Answer(status, HTML, Map.of(), page.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the caller to another page, by GET. A relative address: what it is relative to, the caller knows best. */
    static Answer seeOther(String location) {
        return new Answer(303, "text/plain", Map.of("Location", location), new byte[0]);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, Map.copyOf(more), body);
    }

    /** Writes all of it. Bodies are small: what does not fit the socket's buffer at once fits the response's. */
    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        headers.forEach(response::setHeader);
        response.getOutputStream().write(body);
    }
}
