package dev.liveshelf.web;

import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;

/** Asks who wants a cart. Any thread; never blocks. */
interface Doorkeeper {

    /**
     * Lets a session put something into its cart.
     *
     * @throws Problem 429 if too many new sessions come from where this one does
     */
    void admit(HttpServletRequest request, Session session);
}
