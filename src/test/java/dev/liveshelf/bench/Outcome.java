package dev.liveshelf.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What came of a load.
 *
 * @param answers how many, by status
 * @param nanos how long each answer took
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Outcome(double seconds, Map<Integer, Long> answers, long[] nanos) {

    double perSecond(int status) {
        return answers.getOrDefault(status, 0L) / seconds;
    }

    /** Tells whether every answer had this status. */
    boolean isAll(int status) {
        return answers.keySet().equals(Set.of(status));
    }

    /** Returns within how many milliseconds this share of all answers came. */
    double millis(double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
