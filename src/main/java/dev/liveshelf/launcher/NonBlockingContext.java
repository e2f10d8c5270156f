package dev.liveshelf.launcher;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;

/** The shop, none of whose servlets blocks: Jetty runs them on the thread that has read the request. */
final class NonBlockingContext extends WebAppContext {

    NonBlockingContext() {
        super("/", null, null, null, null, ServletContextHandler.NO_SESSIONS | ServletContextHandler.NO_SECURITY);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
