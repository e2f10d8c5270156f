package dev.liveshelf.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.liveshelf.stock.Item;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages, from {@code WEB-INF/templates}, in the reader's language. Everything put into them is escaped. */
final class Pages {

    /** Our own script, style and pictures; nobody may frame the buttons. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Template detail;
    private final Template catalogue;
    private final Template problem;
    private final List<Texts> texts;
    private final String assets;
    private final int quantityLimit;

    /** @param quantityLimit most units of one item in one cart */
    Pages(ServletContext context, Assets assets, int quantityLimit) {
        this.detail = template(context, "detail.html");
        this.catalogue = template(context, "catalogue.html");
        this.problem = template(context, "problem.html");
        this.texts = List.of(Texts.load(context, "en"), Texts.load(context, "zh"));
        this.assets = assets.path();
        this.quantityLimit = quantityLimit;
    }

    /**
     * Returns the page of an item.
     *
     * @param more the address of a page with more items, or null
     */
    Answer detail(HttpServletRequest request, Visit visit, Item item, @Nullable String more) {
        Map<String, Object> data = card(item, visit).data(texts(request), /* at= */ "", /* notes= */ "note");
        return page(request, 200, detail, visit(data, visit, more));
    }

    /**
     * Returns the page of several items.
     *
     * @param inCart the items in the visitor's cart, in its order
     * @param more the address of a page with more items, or null
     */
    Answer catalogue(
            HttpServletRequest request, Visit visit, List<Item> items, List<Item> inCart, @Nullable String more) {
        Texts words = texts(request);
        Map<String, Object> data = new HashMap<>();
        data.put("page", items.stream().map(Item::sku).collect(Collectors.joining(" ")));
        data.put(
                "cards",
                items.stream()
                        .map(item -> card(item, visit).data(words, "." + item.sku(), /* notes= */ "card"))
                        .toList());
        data.put(
                "lines",
                inCart.stream()
                        .map(item -> card(item, visit).data(words, /* at= */ "", /* notes= */ "card"))
                        .toList());
        data.put("blank", Map.of("item", "", "name", "", "address", "", "quantity", "", "expires", "", "clock", ""));
        data.put("emptyCart", inCart.isEmpty());
        return page(request, 200, catalogue, visit(data, visit, more));
    }

    /** @param name of the problem among the words: its status, or more exactly */
    Answer problem(HttpServletRequest request, int status, String name) {
        Texts words = texts(request);
        Map<String, Object> data = new HashMap<>();
        data.put("status", status);
        data.put("title", words.get("problem" + name, "problemOther"));
        data.put("detail", words.get("problem" + name + "Detail", "problemOtherDetail"));
        String back = status == 404 ? null : PageAddress.back(request); // that may be what is not there
        data.put("back", back == null ? root(request) : back);
        return page(request, status, problem, data);
    }

    static InputStream open(ServletContext context, String name) throws IOException {
        InputStream in = context.getResourceAsStream("/WEB-INF/templates/" + name);
        if (in == null) {
            throw new FileNotFoundException("WEB-INF/templates/" + name + " is missing from the WAR");
        }
        return in;
    }

    /** Returns a page of this template, with the words of the reader's language. */
    Answer page(HttpServletRequest request, int status, Template template, Map<String, Object> data) {
        Texts words = texts(request);
        data.put("lang", words.language());
        data.put("text", words.words());
        data.put("assets", home(request) + assets);
        return Answer.html(status, template.execute(data))
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Vary", "Accept-Language");
    }

    private Card card(Item item, Visit visit) {
        return new Card(item, visit.hold(item.sku()), visit.now(), quantityLimit);
    }

    private Map<String, Object> visit(Map<String, Object> data, Visit visit, @Nullable String more) {
        data.put("session", visit.session().value());
        data.put("now", visit.now());
        data.put("quantityLimit", quantityLimit);
        data.put("several", quantityLimit > 1);
        if (more != null) {
            data.put("more", more);
        }
        return data;
    }

    /** Returns the relative address of the application's root: behind a proxy nobody here knows the absolute one. */
    static String home(HttpServletRequest request) {
        Object refused = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String address = refused instanceof String uri ? uri : request.getRequestURI();
        String below = address.substring(
                Math.min(address.length(), request.getContextPath().length() + 1));
        return "../".repeat((int) below.chars().filter(c -> c == '/').count());
    }

    private static String root(HttpServletRequest request) {
        String home = home(request);
        return home.isEmpty() ? "./" : home;
    }

    /** Returns the words of the reader's language. */
    Texts texts(HttpServletRequest request) {
        return Texts.pick(texts, request.getHeader("Accept-Language"));
    }

    /** Reads a template, and those that it has parts of. */
    static Template template(ServletContext context, String name) {
        return Mustache.compiler()
                .withLoader(part -> new StringReader(read(context, part + ".html")))
                .compile(read(context, name));
    }

    private static String read(ServletContext context, String name) {
        try (InputStream in = open(context, name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
