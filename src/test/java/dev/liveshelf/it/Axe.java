package dev.liveshelf.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Looks through a page for what keeps people from using it: axe-core, with all of its rules. */
final class Axe {
    private static final String SCRIPT = "/axe.min.js";

    private static final String LOOK = """
            return axe.run().then((found) =>
              found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.html}`)));
            """;

    private Axe() {}

    /** Returns each thing that it finds on the page, with the rule that says so. */
    @SuppressWarnings("unchecked") // it is what the script returns
    static List<String> findings(Browser browser) throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream(SCRIPT)) {
            return (List<String>) browser.script(new String(in.readAllBytes(), UTF_8) + LOOK);
        }
    }
}
