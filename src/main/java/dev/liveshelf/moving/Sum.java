package dev.liveshelf.moving;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a file's lines, with their ends. */
final class Sum {

    private final MessageDigest digest;

    Sum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cannotHappen) {
            throw new IllegalStateException("Every Java platform has SHA-256", cannotHappen);
        }
    }

    void add(byte[] line) {
        digest.update(line);
        digest.update((byte) '\n');
    }

    /** Returns it, and begins anew. */
    String take() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
