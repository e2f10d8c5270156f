package dev.liveshelf.bench.wake;

/** What is measured. Less is better, always. */
enum Figure {
    FAN_OUT("server CPU until the last was told, each, µs"),
    CYCLE("server CPU until all wait again, each, µs"),
    LAST("the last was told after, ms"),
    HEAP("live heap, each, KiB"),
    MEMORY("memory of the process, each, KiB");

    private final String words;

    Figure(String words) {
        this.words = words;
    }

    boolean isOf(Mode mode) {
        return mode == Mode.POLL || this != CYCLE; // a stream does not come back
    }

    double of(Figures all) {
        return switch (this) {
            case FAN_OUT -> all.median(Turn.Told::fanOut);
            case CYCLE -> all.median(Turn.Told::cycle);
            case LAST -> all.median(Turn.Told::last);
            case HEAP -> all.heap() / 1_024;
            case MEMORY -> all.memory() / 1_024;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
