package dev.liveshelf.stock.redis;

import java.security.SecureRandom;

/** Makes names that nobody has made before. */
final class Nonces {

    private static final int RADIX = 36;

    private final SecureRandom random = new SecureRandom();

    /** Returns twelve digits and letters. */
    String next() {
        return digits(12);
    }

    /** Returns the random part of an epoch. */
    String epoch() {
        return digits(4);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(Character.forDigit(random.nextInt(RADIX), RADIX));
        }
        return digits.toString();
    }
}
