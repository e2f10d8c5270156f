package dev.liveshelf.launcher;

import org.jspecify.annotations.Nullable;

/** A reason not to open that the operator can change; its one line is all there is to say. */
final class CannotOpen extends Exception {
    CannotOpen(@Nullable String line) {
        super(line);
    }
}
