package dev.liveshelf.web;

import dev.liveshelf.metrics.Eyes;
import dev.liveshelf.stock.Event;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The one place where failures become answers: a page for a browser, JSON for everyone else. */
public final class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private final Json json;
    private final Pages pages;
    private final Eyes eyes;
    private final Answer parting;

    /** @param eyes see every problem that somebody is told: whatever is refused comes through here */
    Problems(Json json, Pages pages, Eyes eyes) {
        this.json = json;
        this.pages = pages;
        this.eyes = eyes;
        this.parting = json(Problem.closing());
    }

    Answer answer(HttpServletRequest request, Throwable failure) {
        Problem problem = Problem.of(failure);
        eyes.refused(problem.status(), problem.reason());
        log(failure);
        return wantsPage(request) ? page(request, problem) : json(problem);
    }

    /** Takes note of a failure that is a fault of ours, whoever hears of it. */
    void log(Throwable failure) {
        if (Problem.of(failure).status() == 500) {
            LOG.log(Level.ERROR, Event.of("request_failed"), failure);
        }
    }

    /**
     * Returns what a caller is told whose exchange the container ends. Not counted, and made beforehand: nearly always it ends
     * because the caller has hung up, and nobody reads it.
     */
    Answer parting(HttpServletRequest request) {
        return wantsPage(request) ? page(request, Problem.closing()) : parting;
    }

    private Answer page(HttpServletRequest request, Problem problem) {
        return with(problem.headers(), pages.problem(request, problem.status(), problem.name()));
    }

    private Answer json(Problem problem) {
        return with(
                problem.headers(),
                new Answer(problem.status(), Answer.PROBLEM, Map.of(), json.bytes(json.problem(problem))));
    }

    private static Answer with(Map<String, String> headers, Answer answer) {
        Answer all = answer;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            all = all.with(header.getKey(), header.getValue());
        }
        return all;
    }

    /** Tells whether a person is reading: browsers name HTML when they go to a page, scripts do not. */
    static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
