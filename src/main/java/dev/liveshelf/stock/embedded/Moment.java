package dev.liveshelf.stock.embedded;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a moment that may never come lies on disk: milliseconds since 1970, 0 for never. */
final class Moment {

    private Moment() {}

    static long write(@Nullable Instant moment) {
        return moment == null ? 0 : moment.toEpochMilli();
    }

    static @Nullable Instant read(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
