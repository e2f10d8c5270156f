package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the README tells operators to take over, and what of it has to be otherwise in a test. */
record Advice(String text) {

    /** @param name in {@code src/deploy} */
    static Advice of(String name) throws IOException {
        return new Advice(Files.readString(Path.of("src/deploy", name)));
    }

    /** Says something else instead of these words, which must be there. */
    Advice saying(String other, String insteadOf) {
        assertThat(text).contains(insteadOf);
        return new Advice(text.replace(insteadOf, other));
    }
}
