package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How fast a change reaches everybody who waits, and at what cost: ours, nchan and the tutorial's program on Tornado and on Spring, in turns, each with
 * the machine for itself.
 */
public final class WakeBench {

    private static final int WARM_UP_VIEWERS = 1_000;

    private static final int CHANGES = 3;

    /** The first turn of a crowd: what is compiled while it is larger than all before is not measured. */
    private static final int WEIGHING_CHANGES = 3;

    private static final int FAR_ROUNDS = 2;

    private final long begin = System.nanoTime();
    private final int rounds;
    private final List<Integer> crowds;
    private final Map<String, Figures> figures = new TreeMap<>();

    /** @param crowds how many viewers, one after the other */
    public WakeBench(int rounds, List<Integer> crowds) {
        this.rounds = rounds;
        this.crowds = crowds;
    }

    /** Measures, prints a table, and takes it into the README. */
    public void run(Path home) throws IOException {
        String more = "";
        List<String> names = List.of();
        for (Mode mode : Mode.values()) {
            List<Rival> rivals = open(mode, Files.createDirectory(home.resolve(mode.name())));
            try {
                measure(mode, rivals);
                if (mode == Mode.POLL) {
                    names = names(rivals);
                    more = far(rivals);
                }
            } finally {
                for (Rival rival : rivals) {
                    rival.close();
                }
            }
        }
        WakeTable table = new WakeTable(figures, names, crowds, rounds);
        System.out.println(table.markdown());
        System.out.println(more);
        table.checkGenerator();
        Report.write(table, more);
    }

    /** Returns all that have such viewers, started anew: the others' memory would count as theirs. */
    private static List<Rival> open(Mode mode, Path home) throws IOException {
        List<Rival> rivals = new ArrayList<>(List.of(LiveshelfRival.byItself(home)));
        if (NchanRival.isHere()) {
            rivals.add(new NchanRival(home));
        }
        if (mode == Mode.POLL) {
            if (TornadoRival.isHere()) {
                rivals.add(new TornadoRival(home));
            }
            rivals.add(new SpringRival(home));
        }
        return rivals;
    }

    private void say(Mode mode, String what) {
        System.out.printf("%3d s, %s: %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), mode, what);
    }

    private static List<String> names(List<Rival> rivals) {
        return rivals.stream().map(Rival::name).toList();
    }

    private static String far(List<Rival> rivals) {
        List<String> far = names(rivals.stream().filter(Rival::isFar).toList());
        return String.format("Only %d rounds of %s. ", FAR_ROUNDS, String.join(" and ", far));
    }

    private static List<Rival> near(List<Rival> rivals) {
        return rivals.stream().filter(rival -> !rival.isFar()).toList();
    }

    private void measure(Mode mode, List<Rival> rivals) throws IOException {
        Map<Rival, Long> memory = new HashMap<>();
        say(mode, "warming up");
        for (Rival rival : rivals) {
            new Turn(rival, mode, WARM_UP_VIEWERS).warmUp(rival.warmUp());
            memory.put(rival, Cost.memory(rival.processes()));
        }
        for (int viewers : crowds) {
            say(mode, viewers + " viewers");
            List<Rival> here = viewers == WakeTable.middle(crowds) ? rivals : near(rivals);
            for (Rival rival : here) {
                Turn.Result weighed = new Turn(rival, mode, viewers).run(WEIGHING_CHANGES, /* weighs= */ true);
                figures.put(Figures.key(rival.name(), mode, viewers), new Figures(weighed, memory.get(rival), viewers));
            }
            for (int round = 0; round < rounds; round++) {
                for (Rival rival : round < FAR_ROUNDS ? here : near(here)) {
                    figures.get(Figures.key(rival.name(), mode, viewers))
                            .add(new Turn(rival, mode, viewers).run(CHANGES, /* weighs= */ false));
                }
            }
        }
    }
}
