package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;

/** The makes of browsers that tests run in. */
enum Make {
    CHROMIUM {
        @Override
        Tricks open(Path profile, boolean scripts) throws IOException {
            return new Chromium(profile, scripts);
        }
    },
    FIREFOX {
        @Override
        Tricks open(Path profile, boolean scripts) throws IOException {
            return new Firefox(profile, scripts);
        }
    };

    /**
     * Starts one.
     *
     * @param profile an empty directory
     * @param scripts whether pages may run theirs
     */
    abstract Tricks open(Path profile, boolean scripts) throws IOException;
}
