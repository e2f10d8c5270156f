package dev.liveshelf.stock;

import org.jspecify.annotations.Nullable;

/**
 * How an engine is, as far as it knows without asking anybody.
 *
 * @param trouble what is wrong, in words and without an address; null while all is well
 * @param fileBytes size of its file; -1 if it has none
 * @param diskBytes what is free on the disk of that; -1 if it has none, or that cannot be told
 * @param primaries how many of Redis it is to be connected with; 0 if it does not need any
 * @param connected with how many it is
 */
public record Vitals(@Nullable String trouble, long fileBytes, long diskBytes, int primaries, int connected) {

    /** Of a stock in a file. */
    public static Vitals ofFile(@Nullable String trouble, long fileBytes, long diskBytes) {
        return new Vitals(trouble, fileBytes, diskBytes, 0, 0);
    }

    /** Of a stock in Redis. */
    public static Vitals ofRedis(@Nullable String trouble, int primaries, int connected) {
        return new Vitals(trouble, -1, -1, primaries, connected);
    }
}
