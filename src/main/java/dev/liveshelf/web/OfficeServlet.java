package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * {@code /shop/}: the operator's page, for who has shown the token; for everyone else a form that asks for it. All else
 * below {@code /shop} is JSON, which the page calls with its pass.
 */
final class OfficeServlet extends Endpoint {

    static final String HOME = "/shop/";
    static final String WITHOUT_SLASH = "/shop";
    static final String LOGOUT = "/shop/logout";

    /** In bytes: a token and a little. */
    private static final int BODY_LIMIT = 8 * 1024;

    private final Token token;
    private final OfficePages pages;
    private final Callers callers;
    private final Guesses guesses;

    OfficeServlet(Token token, OfficePages pages, Callers callers, Clock clock, Problems problems) {
        super(problems, "GET, HEAD, POST");
        this.token = token;
        this.pages = pages;
        this.callers = callers;
        this.guesses = new Guesses(clock);
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        exchange.answer(() -> switch (request.getServletPath()) {
            case HOME -> page(request);
            case WITHOUT_SLASH -> Answer.seeOther("shop/");
            default -> Answer.seeOther("./");
        });
    }

    @Override
    void post(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        switch (request.getServletPath()) {
            case HOME ->
                exchange.answer(
                        Body.read(request, BODY_LIMIT)
                                .thenApply(body -> Parameters.parse(new String(body, StandardCharsets.UTF_8))),
                        form -> enter(request, Objects.requireNonNullElse(form.get("token"), "")));
            case LOGOUT -> exchange.answer(() -> leave(request));
            default -> throw Problem.method("GET, HEAD");
        }
    }

    private Answer page(HttpServletRequest request) {
        if (!token.isSet()) {
            return pages.closed(request);
        }
        return token.pass().isHeld(request) ? pages.office(request) : pages.door(request);
    }

    private Answer enter(HttpServletRequest request, String given) {
        if (!token.isSet()) {
            return pages.closed(request);
        }
        long caller = callers.address(request);
        Duration wait = guesses.take(caller);
        if (!wait.isZero()) {
            return pages.tooMany(request, wait);
        }
        if (!token.is(given.strip())) {
            return pages.wrong(request);
        }
        guesses.giveBack(caller);
        return Answer.seeOther("./").with("Set-Cookie", token.pass().issue(request));
    }

    /** A form of another site comes without the cookie, and changes nothing here either. */
    private Answer leave(HttpServletRequest request) {
        Answer door = Answer.seeOther("./");
        return token.pass().isHeld(request) ? door.with("Set-Cookie", Pass.end(request)) : door;
    }
}
