package dev.liveshelf.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the container sends what it refuses itself, so that it looks like what we refuse. */
final class ProblemServlet extends HttpServlet {

    private final Problems problems;

    ProblemServlet(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Manners.show(request, response);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        problems.answer(request, problem(status instanceof Integer code ? code : 404))
                .writeTo(response);
    }

    private static Problem problem(int status) {
        if (status == 404) {
            return Problem.notFound();
        }
        return status >= 500
                ? new Problem(status, "Something went wrong on our side", "Try again; if it stays, tell the shop.")
                : new Problem(status, "The request cannot be served", "Check its address, headers and body.");
    }
}
