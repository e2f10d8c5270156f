package dev.liveshelf.cart;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** All the lanes, and whose turn it is. */
final class Lanes {

    private static final long CLOSE_MILLIS = 5_000;

    private final List<Lane> all;
    private final AtomicInteger turn = new AtomicInteger();

    Lanes(int count) {
        all = IntStream.range(0, count).mapToObj(Lane::new).toList();
        all.forEach(Thread::start);
    }

    List<Lane> all() {
        return all;
    }

    Lane next() {
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }

    /** Lets every lane finish what it has been given, then ends it. Waits, but not for ever. */
    void close() {
        all.forEach(Lane::close);
        for (Lane lane : all) {
            try {
                lane.join(CLOSE_MILLIS);
            } catch (InterruptedException stopWaiting) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
