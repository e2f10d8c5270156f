package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One server's turn: a crowd gathers, is told some changes, and goes home. */
final class Turn {

    /** The first change of a crowd finds cold connections. */
    private static final int COLD = 1;

    private final Rival rival;
    private final Mode mode;
    private final int viewers;

    Turn(Rival rival, Mode mode, int viewers) {
        this.rival = rival;
        this.mode = mode;
        this.viewers = viewers;
    }

    /**
     * What one change cost.
     *
     * @param fanOut CPU of the server until the last was told, microseconds for each viewer
     * @param cycle the same, until all wait again
     * @param last milliseconds until the last was told
     * @param busy how much of that time the generator of load was at work, from 0 to 1
     * @param serverBusy how many cores the server kept at work meanwhile
     * @param ran the server's CPU since it was started, nanoseconds
     */
    record Told(double fanOut, double cycle, double last, double busy, double serverBusy, long ran) {}

    /**
     * What came of it.
     *
     * @param memory how many bytes the server's processes have
     * @param heap live bytes on its heap for each viewer; -1 if it has none or was not asked
     */
    record Result(List<Told> told, long memory, double heap) {}

    /** Tells so many changes, without a look at what they cost. */
    void warmUp(int changes) throws IOException {
        try (Crowd crowd = Crowd.gather(rival, mode, viewers);
                Shopper shopper = new Shopper(rival.address())) {
            Cost.settledCpu(rival.processes()); // a cold server takes its time until all wait
            for (int change = 0; change < changes; change++) {
                crowd.tell(shopper, rival.change(change));
                crowd.settleNearly();
                if (rival.forgets()) {
                    Cost.settledCpu(rival.processes());
                }
            }
        }
        if (rival.forgets()) {
            sendHome();
        }
    }

    /** @param weighs whether the heap is looked at: that takes a while */
    Result run(int changes, boolean weighs) throws IOException {
        long heap = weighs ? emptyHeap() : -1;
        Result result = run(changes, heap);
        if (rival.forgets()) {
            sendHome();
        }
        return result;
    }

    private Result run(int changes, long heap) throws IOException {
        try (Crowd crowd = Crowd.gather(rival, mode, viewers);
                Shopper shopper = new Shopper(rival.address())) {
            List<Told> told = new ArrayList<>();
            long before = Cost.settledCpu(rival.processes());
            for (int change = 0; change < COLD + changes; change++) {
                Told next = tell(crowd, shopper, change, before);
                before = next.ran();
                if (change >= COLD) {
                    told.add(next);
                }
            }
            long memory = Cost.memory(rival.processes());
            double live = heap < 0 ? -1 : (double) (rival.liveHeap() - heap) / viewers;
            if ((COLD + told.size()) % 2 != 0) {
                tell(crowd, shopper, 1, before); // leaves the cart as it was
            }
            return new Result(told, memory, live);
        }
    }

    private long emptyHeap() throws IOException {
        sendHome();
        return rival.liveHeap();
    }

    /** Some servers notice that a viewer has left only when they tell it something, or trip over it half a minute later. */
    private void sendHome() throws IOException {
        try (Shopper shopper = new Shopper(rival.address())) {
            for (int change = 0; change < 2; change++) {
                shopper.ask(rival.change(change));
                shopper.answer();
                Cost.settledCpu(rival.processes());
            }
        }
    }

    /**
     * Returns how much of one core the server is at work while nothing changes: 1 is all of it.
     *
     * @param first nanoseconds for which they have waited when it begins to count
     * @param nanos for how long it counts
     */
    double idle(long first, long nanos) throws IOException {
        try (Crowd crowd = Crowd.gather(rival, mode, viewers)) {
            crowd.rest(first);
            long before = Cost.cpu(rival.processes());
            long start = System.nanoTime();
            crowd.rest(nanos);
            return (Cost.cpu(rival.processes()) - before) / (double) (System.nanoTime() - start);
        }
    }

    /** @param before what the server had run when it became quiet */
    private Told tell(Crowd crowd, Shopper shopper, int number, long before) throws IOException {
        List<Long> processes = rival.processes();
        if (rival.forgets()) {
            Cost.settledCpu(processes); // twice: whoever is not back by now is never told
        }
        long[] after = crowd.tell(shopper, rival.change(number));
        long told = Cost.cpu(processes);
        double idle = crowd.idle(); // before it rests
        crowd.settle();
        long again = Cost.settledCpu(processes);
        double last = after[after.length - 1];
        return new Told(
                (told - before) / 1e3 / viewers,
                (again - before) / 1e3 / viewers,
                last / 1e6,
                1 - idle / last,
                (told - before) / last,
                again);
    }
}
