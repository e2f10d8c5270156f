package dev.liveshelf.it;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of its heap another JVM really needs. */
final class Heap {
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)");

    private Heap() {}

    /** Returns the bytes of all that is alive, after garbage collections. */
    static long used(long pid) throws IOException {
        Loaders.jcmd(pid, "GC.run");
        return Loaders.jcmd(pid, "GC.class_histogram").stream()
                .map(TOTAL::matcher)
                .filter(Matcher::find)
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
