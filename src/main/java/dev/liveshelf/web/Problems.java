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

    /** @param eyes see every problem: whatever is refused comes through here */
    Problems(Json json, Pages pages, Eyes eyes) {
        this.json = json;
        this.pages = pages;
        this.eyes = eyes;
    }

    Answer answer(HttpServletRequest request, Throwable failure) {
        Problem problem = Problem.of(failure);
        eyes.refused(problem.status(), problem.reason());
        if (problem.status() == 500) {
            LOG.log(Level.ERROR, Event.of("request_failed"), failure);
        }
        Answer answer = wantsPage(request)
                ? pages.problem(request, problem.status(), problem.name())
                : new Answer(problem.status(), Answer.PROBLEM, Map.of(), json.bytes(json.problem(problem)));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** Tells whether a person is reading: browsers name HTML when they go to a page, scripts do not. */
    static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
