package dev.liveshelf.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A servlet whose every request is an {@link Exchange}: answered once, on whatever thread, and never left hanging. */
abstract class Endpoint extends HttpServlet {

    private final Problems problems;
    private final String allowed;
    private final Origins origins;

    /** @param allowed the methods it answers, as an {@code Allow} header names them */
    Endpoint(Problems problems, String allowed) {
        this(problems, allowed, Origins.NONE);
    }

    /** @param origins of pages elsewhere whose scripts may read its answers */
    Endpoint(Problems problems, String allowed, Origins origins) {
        this.problems = problems;
        this.allowed = allowed;
        this.origins = origins;
    }

    /** Answers a GET, now or later; what it throws is answered as a problem. Must not block. */
    void get(Exchange exchange) {
        throw Problem.method(allowed);
    }

    /** Answers a POST, now or later; what it throws is answered as a problem. Must not block. */
    void post(Exchange exchange) {
        throw Problem.method(allowed);
    }

    /** Answers a PUT, now or later; what it throws is answered as a problem. Must not block. */
    void put(Exchange exchange) {
        throw Problem.method(allowed);
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) {
        origins.admit(request, response);
        Exchange exchange = new Exchange(request.startAsync(), request, response, problems);
        try {
            switch (request.getMethod()) {
                case "GET", "HEAD" -> get(exchange);
                case "POST" -> post(exchange);
                case "PUT" -> put(exchange);
                case "OPTIONS" -> options(exchange);
                default -> throw Problem.method(allowed);
            }
        } catch (RuntimeException | Error failure) {
            exchange.refuse(failure);
        }
    }

    private void options(Exchange exchange) {
        if (!origins.isPreflight(exchange.request())) {
            throw Problem.method(allowed);
        }
        Answer permission = origins.permission(exchange.request(), allowed);
        exchange.answer(() -> permission);
    }
}
