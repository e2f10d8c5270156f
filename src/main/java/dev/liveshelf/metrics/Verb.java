package dev.liveshelf.metrics;

import java.util.Locale;

/** What an engine is asked for. */
enum Verb {
    HOLD(true),
    RELEASE(true),
    EXTEND(true),
    COMMIT(true),
    RETURN(true),
    ADJUST(true),
    SET(true),
    SET_ALL(true),
    LEVEL(false),
    ITEM(false),
    ITEMS(false),
    FIND(false),
    CART(false),
    LEDGER(false),
    AUDIT(false),
    BACKUP(false);

    private final boolean changes;

    Verb(boolean changes) {
        this.changes = changes;
    }

    boolean changes() {
        return changes;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
