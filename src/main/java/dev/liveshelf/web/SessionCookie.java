package dev.liveshelf.web;

import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie that keeps a shopper's session, so that a reload keeps the cart. No script can read it. */
final class SessionCookie {

    static final String NAME = "liveshelf_session";
    private static final Duration AGE = Duration.ofDays(30);

    private SessionCookie() {}

    /** Returns the session that the browser brings along, or null if it brings none that could be one of ours. */
    static @Nullable Session read(HttpServletRequest request) {
        for (String value : Cookies.named(request, NAME)) {
            Session session = Session.of(value);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    /** Returns the value of a {@code Set-Cookie} header. */
    static String write(HttpServletRequest request, Session session) {
        String path = request.getContextPath().isEmpty() ? "/" : request.getContextPath();
        return NAME + "=" + session.value() + "; Path=" + path + "; Max-Age=" + AGE.toSeconds()
                + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : "");
    }
}
