package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What must not be in a server's log. */
final class Log {
    private static final Pattern TROUBLE = Pattern.compile(
            "SEVERE|appears to have started a thread|memory leak|ThreadLocal|^\\s+at |^\\S*(Exception|Error)\\b");

    private Log() {}

    static void assertClean(List<String> log) {
        assertThat(log).noneMatch(line -> TROUBLE.matcher(line).find());
    }
}
