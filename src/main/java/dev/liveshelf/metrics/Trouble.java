package dev.liveshelf.metrics;

import java.util.Locale;

/** What may be wrong, worst first. */
enum Trouble {
    ENGINE,
    DISK,
    CLOSING,
    HEAP,
    FILES,
    VIEWERS,
    CLOCK;

    /** Returns what logs call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
