package dev.liveshelf.stock;

import org.jspecify.annotations.Nullable;

/**
 * An opaque cursor, {@code epoch.n}. The number grows by one with every change of its item; the epoch changes when the
 * counter's history is lost. Compare for equality: only two versions of one epoch have an order.
 */
public record Version(String epoch, long n) {

    /** Equal to no version that a stock ever gives. */
    public static final Version NONE = new Version("", -1);

    /** Returns the version of the change after this one. */
    public Version next() {
        return new Version(epoch, n + 1);
    }

    /** Tells whether this one is certainly newer: of the same epoch, with a higher number. */
    public boolean isAheadOf(Version other) {
        return epoch.equals(other.epoch) && n > other.n;
    }

    /** Reads what {@link #toString} wrote; {@link #NONE} for anything else, also for null. */
    public static Version parse(@Nullable String text) {
        int dot = text == null ? -1 : text.indexOf('.');
        if (text == null || dot < 1) {
            return NONE;
        }
        try {
            long n = Long.parseLong(text, dot + 1, text.length(), 10);
            return n < 0 ? NONE : new Version(text.substring(0, dot), n);
        } catch (NumberFormatException notAVersion) {
            return NONE;
        }
    }

    @Override
    public String toString() {
        return epoch + "." + n;
    }
}
