package dev.liveshelf;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that wait look at once and soon again, then ever less often. JUnit finds it by itself. Awaitility's own way, first after
 * 100 ms and then every 100 ms, made {@code make test} minutes longer.
 */
public final class Impatience implements BeforeAllCallback {
    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval((count, last) -> next(last));
    }

    private static Duration next(Duration last) {
        Duration longer = last.isZero() ? FIRST : last.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
