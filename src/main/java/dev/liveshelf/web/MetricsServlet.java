package dev.liveshelf.web;

import dev.liveshelf.metrics.Exposition;
import dev.liveshelf.metrics.Eyes;
import java.util.Map;

/** {@code GET /metrics}: all that is counted, for the operator's Prometheus, which has the shop's token. */
final class MetricsServlet extends Endpoint {

    private final Eyes eyes;
    private final Token token;

    MetricsServlet(Eyes eyes, Token token, Problems problems) {
        super(problems, "GET, HEAD");
        this.eyes = eyes;
        this.token = token;
    }

    @Override
    void get(Exchange exchange) {
        token.check(exchange.request());
        Exposition metrics = eyes.metrics(exchange.request().getHeader("Accept"));
        exchange.answer(() -> new Answer(200, metrics.contentType(), Map.of(), metrics.body()));
    }
}
