package dev.liveshelf.web;

/** Everything that is nothing else. In the container's place, which would hand out what lies in the WAR. */
final class NotFoundServlet extends Endpoint {

    NotFoundServlet(Problems problems) {
        super(problems, "GET, HEAD");
    }

    @Override
    void get(Exchange exchange) {
        throw Problem.notFound();
    }

    @Override
    void put(Exchange exchange) {
        throw Problem.notFound();
    }

    @Override
    void post(Exchange exchange) {
        throw Problem.notFound();
    }
}
