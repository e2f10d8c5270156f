package dev.liveshelf.web;

import dev.liveshelf.metrics.History;
import dev.liveshelf.metrics.Sample;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** {@code GET /shop/history}: the last hour of this node, for the operator's page. */
final class HistoryServlet extends BackOffice {

    private static final double MICROS = 1_000;

    private final History history;
    private final Json json;

    HistoryServlet(History history, Json json, Token token, Problems problems) {
        super(json, token, problems, "GET, HEAD");
        this.history = history;
        this.json = json;
    }

    @Override
    void get(Exchange exchange) {
        enter(exchange.request());
        exchange.answer(() -> Answer.json(json.bytes(json.object()
                .add("step", History.STEP.toSeconds())
                .addAll(json.list("samples", history.samples(), this::sample))
                .build())));
    }

    private JsonObject sample(Sample sample) {
        JsonObjectBuilder object = json.object()
                .add("at", sample.at().toString())
                .add("polls", sample.polls())
                .add("streams", sample.streams())
                .add("wakes", sample.wakes())
                .add("changes", sample.changes());
        if (sample.wakeMillis() != null) {
            object.add("wakems", toTheMicrosecond(sample.wakeMillis()));
        }
        if (sample.changeMillis() != null) {
            object.add("changems", toTheMicrosecond(sample.changeMillis()));
        }
        return object.build();
    }

    private static double toTheMicrosecond(double millis) {
        return Math.round(millis * MICROS) / MICROS;
    }
}
