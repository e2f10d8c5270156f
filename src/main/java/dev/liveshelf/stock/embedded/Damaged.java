package dev.liveshelf.stock.embedded;

import org.jspecify.annotations.Nullable;

/** What is on disk is not what was written there. */
final class Damaged extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    Damaged(String what) {
        super(what);
    }

    Damaged(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
