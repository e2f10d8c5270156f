package dev.liveshelf.cart;

import java.time.Duration;

/** The waiting room is full, or closing. An answer, not a fault: carries no stack trace. */
public final class TurnedAway extends RuntimeException {

    private final Duration comeBackAfter;

    TurnedAway(String why, Duration comeBackAfter) {
        super(why, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.comeBackAfter = comeBackAfter;
    }

    /** Returns how long to stay away before asking again. */
    public Duration comeBackAfter() {
        return comeBackAfter;
    }
}
