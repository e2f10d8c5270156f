package dev.liveshelf.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Session;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages, from {@code WEB-INF/templates}, in the reader's language. Everything put into them is escaped. */
final class Pages {

    /** Our own script, style and pictures; no other site may frame the buttons. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    private final Template detail;
    private final Template problem;
    private final List<Texts> texts;
    private final String assets;

    Pages(ServletContext context, Assets assets) {
        this.detail = template(context, "detail.html");
        this.problem = template(context, "problem.html");
        this.texts = List.of(Texts.load(context, "en"), Texts.load(context, "zh"));
        this.assets = assets.path();
    }

    /**
     * Returns the page of an item.
     *
     * @param hold what the session holds of it, or null
     */
    Answer detail(HttpServletRequest request, Level level, Session session, @Nullable Hold hold, Instant now) {
        Instant expires = hold == null ? null : hold.expires();
        Instant nextExpiry = level.nextExpiry();
        Map<String, Object> data = new HashMap<>();
        data.put("now", now);
        data.put("expires", expires == null ? "" : expires);
        data.put("nextExpiry", nextExpiry == null ? "" : nextExpiry);
        data.put("clock", clock(texts(request), level, hold, now));
        data.put("item", level.sku());
        data.put("count", level.available());
        data.put("soldOut", level.available() == 0);
        data.put("version", level.version());
        data.put("session", session.value());
        data.put("inCart", hold != null);
        return page(request, 200, detail, data);
    }

    Answer problem(HttpServletRequest request, int status) {
        Texts words = texts(request);
        Map<String, Object> data = new HashMap<>();
        data.put("status", status);
        data.put("title", words.get("problem" + status, "problemOther"));
        data.put("detail", words.get("problem" + status + "Detail", "problemOtherDetail"));
        return page(request, status, problem, data);
    }

    static InputStream open(ServletContext context, String name) throws IOException {
        InputStream in = context.getResourceAsStream("/WEB-INF/templates/" + name);
        if (in == null) {
            throw new FileNotFoundException("WEB-INF/templates/" + name + " is missing from the WAR");
        }
        return in;
    }

    private Answer page(HttpServletRequest request, int status, Template template, Map<String, Object> data) {
        Texts words = texts(request);
        data.put("lang", words.language());
        data.put("text", words.words());
        String home = home(request);
        data.put("home", home.isEmpty() ? "./" : home);
        data.put("assets", home + assets);
        return Answer.html(status, template.execute(data))
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("Vary", "Accept-Language");
    }

    /** Returns how long it stays in the cart or, of a sold-out item, when one may come back; or nothing. */
    private static String clock(Texts words, Level level, @Nullable Hold hold, Instant now) {
        Instant until = hold != null ? hold.expires() : level.available() == 0 ? level.nextExpiry() : null;
        if (until == null) {
            return "";
        }
        Duration left = Duration.between(now, until).plusMillis(999);
        String time = String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
        return words.get(hold != null ? "clockInCart" : "clockSoldOut", "").replace("{time}", time);
    }

    /** Returns the relative address of the application's root: behind a proxy nobody here knows the absolute one. */
    private static String home(HttpServletRequest request) {
        Object refused = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String address = refused instanceof String uri ? uri : request.getRequestURI();
        String below = address.substring(
                Math.min(address.length(), request.getContextPath().length() + 1));
        return "../".repeat((int) below.chars().filter(c -> c == '/').count());
    }

    private Texts texts(HttpServletRequest request) {
        return Texts.pick(texts, request.getHeader("Accept-Language"));
    }

    private static Template template(ServletContext context, String name) {
        try (InputStream in = open(context, name)) {
            return Mustache.compiler().compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
