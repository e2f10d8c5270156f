package dev.liveshelf.stock.redis;

/** The epoch as Redis says it is: later ones replace earlier ones. */
final class Epoch {

    private volatile String newest = "";

    String get() {
        return newest;
    }

    synchronized void learn(String said) {
        if (said.compareTo(newest) > 0) {
            newest = said;
        }
    }
}
