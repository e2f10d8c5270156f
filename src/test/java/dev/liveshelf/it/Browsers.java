package dev.liveshelf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The browsers of all tests. Each is opened when it is first asked for, and closed after the last test: that takes seconds,
 * and to make one a new shopper takes none. A test has them as a parameter.
 */
final class Browsers implements AutoCloseable {
    private final Map<String, Browser> open = new ConcurrentHashMap<>();

    private Browsers() {}

    /** @param whose a name; another one has another browser */
    Browser of(String whose, Make make) {
        return get(whose + " " + make, make, /* scripts= */ true);
    }

    Browser withoutJavaScript(Make make) {
        return get("plain " + make, make, /* scripts= */ false);
    }

    private Browser get(String key, Make make, boolean scripts) {
        Browser browser = open.get(key);
        if (browser == null) {
            try {
                browser = scripts ? Browser.open(make) : Browser.withoutJavaScript(make);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            open.put(key, browser);
        }
        browser.startAfresh();
        return browser;
    }

    @Override
    public void close() throws IOException {
        for (Browser browser : open.values()) {
            browser.close();
        }
    }

    static final class AsParameter implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Browsers.class;
        }

        @Override
        public Browsers resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Browsers.class))
                    .computeIfAbsent(Browsers.class, none -> new Browsers(), Browsers.class);
        }
    }
}
