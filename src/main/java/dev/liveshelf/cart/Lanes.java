package dev.liveshelf.cart;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** All the lanes, and which one takes the next task. */
final class Lanes {

    private static final long CLOSE_MILLIS = 5_000;

    private final List<? extends Lane> all;
    private final IntSupplier here;
    private final AtomicInteger turn = new AtomicInteger();

    /** Starts so many threads of our own, which take turns. */
    Lanes(int count) {
        List<OwnLane> own = IntStream.range(0, count).mapToObj(OwnLane::new).toList();
        own.forEach(Thread::start);
        all = own;
        here = () -> -1;
    }

    /** Takes the server's: what comes from one of its threads stays there. */
    Lanes(LentThreads lent) {
        all = IntStream.range(0, lent.all().size())
                .mapToObj(number -> new LentLane(number, lent.all().get(number)))
                .toList();
        here = lent.here();
    }

    List<? extends Lane> all() {
        return all;
    }

    Lane next() {
        int mine = here.getAsInt();
        return all.get(mine >= 0 ? mine : Math.floorMod(turn.getAndIncrement(), all.size()));
    }

    /** Lets every lane finish what it has been given, then ends it. Waits, but not for ever. */
    void close() {
        all.forEach(Lane::close);
        for (Lane lane : all) {
            try {
                lane.awaitClosed(CLOSE_MILLIS);
            } catch (InterruptedException stopWaiting) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
