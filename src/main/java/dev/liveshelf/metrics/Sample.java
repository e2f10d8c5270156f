package dev.liveshelf.metrics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it was at a moment, and what was counted in the step before it.
 *
 * @param polls viewers who waited in a long poll then
 * @param streams those who listened to a stream
 * @param wakes in the step
 * @param changes in the step
 * @param wakeMillis the longest time that a wake took to its last viewer; null if there was none
 * @param changeMillis the mean time that the engine took for a change; null if there was none
 */
public record Sample(
        Instant at,
        int polls,
        int streams,
        long wakes,
        long changes,
        @Nullable Double wakeMillis,
        @Nullable Double changeMillis) {}
