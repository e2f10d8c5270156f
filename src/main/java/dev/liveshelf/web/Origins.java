package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;

/**
 * Pages elsewhere whose scripts may read levels and use carts (CORS). Cookies are never let through: such a page brings
 * its session itself. Where no origin is named all is as if there was no such thing.
 */
final class Origins {

    /** Nobody elsewhere. */
    static final Origins NONE = new Origins(Set.of());

    private static final String HEADERS = "Content-Type, Liveshelf-Session";
    /** The date tells scripts how far off their device's clock is. */
    private static final String READABLE = "Date, Retry-After";

    /** How long a browser may remember a permission, in seconds. Most do not for longer than two hours. */
    private static final String AGE = "7200";

    private final Set<String> allowed;

    /** @param allowed exactly as browsers send them */
    Origins(Set<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * Tells the browser that this page may read the answer, whatever it will be; and every cache that the answer depends on
     * who asks, also when it is no.
     */
    void admit(HttpServletRequest request, HttpServletResponse response) {
        if (allowed.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        if (isAllowed(request)) {
            response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
            response.setHeader("Access-Control-Expose-Headers", READABLE);
        }
    }

    /** Tells whether a browser asks beforehand if it may send what it has. */
    boolean isPreflight(HttpServletRequest request) {
        return !allowed.isEmpty()
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /**
     * Answers a preflight.
     *
     * @param methods that the address answers
     * @throws Problem 403 if it comes from elsewhere
     */
    Answer permission(HttpServletRequest request, String methods) {
        if (!isAllowed(request)) {
            throw Problem.originNotAllowed();
        }
        return new Answer(204, "text/plain", Map.of(), new byte[0])
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", HEADERS)
                .with("Access-Control-Max-Age", AGE);
    }

    private boolean isAllowed(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && allowed.contains(origin);
    }
}
