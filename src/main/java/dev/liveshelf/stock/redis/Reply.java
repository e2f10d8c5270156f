package dev.liveshelf.stock.redis;

import java.util.List;

/** What a script answered: texts, and lists of the same. */
record Reply(List<?> parts) {

    int size() {
        return parts.size();
    }

    /** Returns a text. */
    String text(int part) {
        return String.valueOf(parts.get(part));
    }

    /** Returns a list that is a part. */
    Reply list(int part) {
        return new Reply((List<?>) parts.get(part));
    }

    /** Returns all parts as texts. */
    List<String> texts() {
        return parts.stream().map(String::valueOf).toList();
    }

    /** Tells whether it begins with this word, which says what kind of answer it is. */
    boolean is(String kind) {
        return !parts.isEmpty() && kind.equals(parts.get(0));
    }
}
