package dev.liveshelf.bench.wake;

/** How a viewer waits. */
enum Mode {
    POLL("long poll"),
    STREAM("event stream");

    private final String words;

    Mode(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
