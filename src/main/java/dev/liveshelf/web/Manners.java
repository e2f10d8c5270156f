package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What every answer asks of the browser: to keep nothing, to guess nothing, to run nothing and to frame it nowhere. */
final class Manners {

    private Manners() {}

    /** Says so; what an answer itself says counts more. */
    static void show(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader(
                "Referrer-Policy", "strict-origin"); // the address of fifty items twice is too long for a header
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
