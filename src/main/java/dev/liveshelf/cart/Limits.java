package dev.liveshelf.cart;

import java.time.Duration;

/**
 * What the waiting room allows.
 *
 * @param tick least time between two wakes of one item
 * @param drain at shutdown those who wait are told to come back spread over this
 * @param viewers most at once
 * @param viewersPerSession most at once that name the same session
 */
public record Limits(Duration tick, Duration drain, int viewers, int viewersPerSession) {}
