package dev.liveshelf.stock;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened in all histories. For any thread. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void count(String what, long more) {
        counts.computeIfAbsent(what, none -> new LongAdder()).add(more);
    }

    long of(String what) {
        return counts.containsKey(what) ? counts.get(what).sum() : 0;
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
