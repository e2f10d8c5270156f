package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How fast a change reaches everybody who waits, and at what cost: ours, nchan and the tutorial's program on Tornado and on Spring, in turns, each with
 * the machine for itself.
 */
public final class WakeBench {

    private static final int WARM_UP_VIEWERS = 1_000;

    private static final int CHANGES = 4;

    /** More than a wait: each of those who poll comes back once. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(26);

    private final int rounds;
    private final List<Integer> crowds;

    /** @param crowds how many viewers, one after the other */
    public WakeBench(int rounds, List<Integer> crowds) {
        this.rounds = rounds;
        this.crowds = crowds;
    }

    /** Measures, prints a table, and takes it into the README. */
    public void run(Path home) throws IOException {
        List<Rival> rivals = new ArrayList<>(List.of(LiveshelfRival.byItself(home)));
        try {
            if (NchanRival.isHere()) {
                rivals.add(new NchanRival(home));
            }
            if (TornadoRival.isHere()) {
                rivals.add(new TornadoRival(home));
            }
            rivals.add(new SpringRival(home));
            Map<String, Figures> figures = new TreeMap<>();
            for (Mode mode : Mode.values()) {
                for (Rival rival : rivals) {
                    if (rival.has(mode)) {
                        new Turn(rival, mode, WARM_UP_VIEWERS).warmUp(rival.warmUp());
                    }
                }
                for (int viewers : crowds) {
                    measure(rivals, mode, viewers, figures);
                }
            }
            String idle = idle(rivals, crowds.get(crowds.size() - 1));
            WakeTable table =
                    new WakeTable(figures, rivals.stream().map(Rival::name).toList(), crowds, rounds);
            System.out.println(table.markdown());
            System.out.println(idle);
            table.checkGenerator();
            Report.write(table, idle);
        } finally {
            for (Rival rival : rivals) {
                rival.close();
            }
        }
    }

    private static String idle(List<Rival> rivals, int viewers) throws IOException {
        List<String> each = new ArrayList<>();
        for (Rival rival : rivals) {
            double share = new Turn(rival, Mode.POLL, viewers).idle(IDLE_NANOS);
            each.add(String.format(Locale.ROOT, "%s %.1f %%", rival.name(), 100 * share));
        }
        return String.format(
                Locale.ROOT,
                "Of one core, %,d viewers who poll take while nothing changes: %s.",
                viewers,
                String.join(", ", each));
    }

    private void measure(List<Rival> rivals, Mode mode, int viewers, Map<String, Figures> figures) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Rival rival : rivals) {
                if (rival.has(mode)) {
                    Turn.Result result = new Turn(rival, mode, viewers).run(CHANGES, /* weighs= */ round == 0);
                    figures.computeIfAbsent(Figures.key(rival.name(), mode, viewers), key -> new Figures())
                            .add(result);
                }
            }
        }
    }
}
