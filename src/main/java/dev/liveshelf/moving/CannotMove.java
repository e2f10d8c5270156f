package dev.liveshelf.moving;

/** Why nothing was moved, or not all. The message is one line that says what to do. */
public final class CannotMove extends Exception {
    CannotMove(String line) {
        super(line);
    }
}
