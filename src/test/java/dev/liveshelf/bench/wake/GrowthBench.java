package dev.liveshelf.bench.wake;

import dev.liveshelf.bench.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Whether costs grow as they should: with an item that does not rest, with a wide shelf, with viewers who only wait. */
public final class GrowthBench {

    private static final int VIEWERS = 5_000;
    private static final int WARM_UP_VIEWERS = 1_000;
    private static final int WARM_UP_CHANGES = 300;
    private static final int CHANGES_PER_SECOND = 500;
    private static final Duration STORM = Duration.ofSeconds(10);

    /** In the second storm the compiler takes 0.3 of a core beside polls and 0.65 beside streams, in the third 0.06 and 0.28. */
    private static final int COMPILER_STORMS = 2;

    /** The median counts, or the most: a collection more or less in ten seconds makes 99 of 100 within 16 ms or within 57. */
    private static final int STORMS = 3;

    private static final int WAKES_PER_SECOND = 20; // the tick is 50 ms
    private static final double ANSWER_MILLIS = 50;

    /** What comes back is spread at two each millisecond; the first wake finds all of them waiting. */
    private static final int POLLS_PER_SECOND = 3_000;

    private static final int FEW_ITEMS = 10;
    private static final int MANY_ITEMS = 10_000;
    private static final int WIDE_WARM_UP = 10_000;
    private static final int WIDE_CHANGES = 1_000;
    private static final int WIDE_ROUNDS = 9;
    private static final double ALIKE = 1.3;

    private static final int IDLE_VIEWERS = 9_000;
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(78); // three waits, and a bit

    /**
     * Whole rounds, or as many would be counted as happen to fall into the time: who came together is answered together for a while.
     * Four waits of 25 s, which are up to a tenth shorter and an eighth of a second longer, and six beats of 15 s: a collection, which
     * comes every few minutes and takes 0.3 s, weighs no more in them than it should.
     */
    private static final Map<Mode, Long> IDLE_NANOS =
            Map.of(Mode.POLL, TimeUnit.MILLISECONDS.toNanos(4 * 23_875), Mode.STREAM, TimeUnit.SECONDS.toNanos(6 * 15));

    private static final double IDLE_PERCENT = 2;

    private static final int CONNECTIONS = 100;
    private static final int CHANGES = 6; // an even number: the shopper leaves with an empty cart

    private final Table table = new Table("", "figure", "bound");
    private final List<String> broken = new ArrayList<>();

    /** Measures, prints, and takes the figures into the README, whatever they are. @throws IllegalStateException if a bound is broken */
    public void run(Path home) throws Exception {
        try (LiveshelfRival shop =
                LiveshelfRival.byItself(Files.createDirectory(home.resolve("one")), "items=P=1000")) {
            for (Mode mode : Mode.values()) {
                new Turn(shop, mode, WARM_UP_VIEWERS).warmUp(WARM_UP_CHANGES);
                for (int early = 0; early < COMPILER_STORMS; early++) {
                    storm(shop, mode, VIEWERS);
                }
                List<Stormed> storms = new ArrayList<>();
                for (int each = 0; each < STORMS; each++) {
                    storms.add(storm(shop, mode, VIEWERS));
                }
                report(mode, storms);
            }
            for (Mode mode : Mode.values()) {
                tabs(shop, mode);
            }
            for (Mode mode : Mode.values()) {
                idle(shop, mode);
            }
        }
        try (LiveshelfRival shop = LiveshelfRival.byItself(
                Files.createDirectory(home.resolve("wide")), WideShelf.items(MANY_ITEMS), "wait=5m")) {
            wide(shop);
        }
        table.print();
        Report.write("growth", table.markdown() + "\n");
        if (!broken.isEmpty()) {
            throw new IllegalStateException("Out of bounds: " + String.join("; ", broken));
        }
    }

    /** @param nanos after which each change was answered, sorted */
    private record Stormed(double seconds, long told, int most, int longestAway, double cores, List<Long> nanos) {
        private double millis(int percent) {
            return nanos.get(nanos.size() * percent / 100) / 1e6;
        }

        private double wakesPerSecond() {
            return most / (seconds + 1.0 / WAKES_PER_SECOND); // one more at the beginning
        }
    }

    private static Stormed storm(LiveshelfRival shop, Mode mode, int viewers) throws Exception {
        try (Storm storm = new Storm(shop, mode, viewers, new Random(1));
                Till till = new Till(shop, CHANGES_PER_SECOND, STORM)) {
            FutureTask<List<Long>> answers = new FutureTask<>(till::run);
            long before = Cost.cpu(shop.processes());
            long start = System.nanoTime();
            new Thread(answers, "till").start();
            storm.run(answers::isDone);
            double nanos = System.nanoTime() - start;
            double cores = (Cost.cpu(shop.processes()) - before) / nanos;
            Stormed stormed =
                    new Stormed(nanos / 1e9, storm.told(), storm.mostTold(), storm.longestAway(), cores, answers.get());
            storm.run(() -> storm.allKnow(till.version())); // or fails
            return stormed;
        }
    }

    private void report(Mode mode, List<Stormed> storms) {
        String what = "%,d %ss, %d changes a second: ".formatted(VIEWERS, mode, CHANGES_PER_SECOND);
        bound(
                what + "99 of 100 carts answered within, ms",
                "%.1f",
                median(storms, storm -> storm.millis(99)),
                ANSWER_MILLIS);
        note(what + "half of the carts answered within, ms", "%.1f", median(storms, storm -> storm.millis(50)));
        if (mode == Mode.STREAM) {
            bound(what + "wakes a second, at most", "%.1f", most(storms, Stormed::wakesPerSecond), WAKES_PER_SECOND);
        } else {
            double polls = median(storms, storm -> storm.told() / storm.seconds());
            bound(what + "polls a second", "%,.0f", polls, POLLS_PER_SECOND);
            note(what + "asked to come back within, ms, at most", "%,.0f", most(storms, storm ->
                    (double) storm.longestAway()));
        }
        note(what + "cores at work in the server", "%.2f", median(storms, Stormed::cores));
    }

    /**
     * The first three waits are the compiler's (1.2, 0.3 and 0.2 s of CPU, then nothing), and the collector's, which moves the crowd:
     * what comes then goes on for as long as they wait.
     */
    private void idle(LiveshelfRival shop, Mode mode) throws IOException {
        double idle = 100 * new Turn(shop, mode, IDLE_VIEWERS).idle(SETTLE_NANOS, IDLE_NANOS.get(mode));
        bound("%,d %ss that only wait: %% of one core".formatted(IDLE_VIEWERS, mode), "%.2f", idle, IDLE_PERCENT);
    }

    /** In turns, for the machine's mood changes. */
    private void wide(LiveshelfRival shop) throws IOException {
        List<WideShelf.Change> few = new ArrayList<>();
        List<WideShelf.Change> many = new ArrayList<>();
        wide(shop, FEW_ITEMS, WIDE_WARM_UP);
        for (int round = 0; round < WIDE_ROUNDS; round++) {
            few.add(wide(shop, FEW_ITEMS, WIDE_CHANGES));
            many.add(wide(shop, MANY_ITEMS, WIDE_CHANGES));
        }
        compare("server CPU for a change and its viewer, µs", few, many, WideShelf.Change::cpu);
        compare("until its viewer is told, µs", few, many, WideShelf.Change::told);
    }

    private static WideShelf.Change wide(LiveshelfRival shop, int watched, int changes) throws IOException {
        try (WideShelf shelf = new WideShelf(shop, watched)) {
            return shelf.change(changes);
        }
    }

    private void compare(
            String what,
            List<WideShelf.Change> few,
            List<WideShelf.Change> many,
            ToDoubleFunction<WideShelf.Change> figure) {
        double of10 = median(few, figure);
        double of10000 = median(many, figure);
        note("%,d items watched: %s".formatted(FEW_ITEMS, what), "%.0f", of10);
        bound("%,d items watched: %s".formatted(MANY_ITEMS, what), "%.0f", of10000, ALIKE * of10);
    }

    private void tabs(LiveshelfRival shop, Mode mode) throws Exception {
        Turn.Result alone = new Turn(shop, mode, VIEWERS).run(CHANGES, /* weighs= */ false);
        List<Tabs.Told> told = new ArrayList<>();
        try (Tabs tabs = Tabs.open(shop, mode, CONNECTIONS, VIEWERS / CONNECTIONS);
                Shopper shopper = new Shopper(shop.address())) {
            for (int change = 0; change < 3 * CHANGES; change++) {
                told.add(tabs.tell(shopper, shop.change(change)));
            }
        }
        List<Tabs.Told> warm = told.subList(2 * CHANGES, 3 * CHANGES);
        String what = "%,d %ss, ".formatted(VIEWERS, mode);
        String together =
                what + "%d on each of %d connections by HTTP/2: ".formatted(VIEWERS / CONNECTIONS, CONNECTIONS);
        note(what + "a connection each: server CPU each, µs", "%.1f", median(alone.told(), Turn.Told::fanOut));
        note(together + "server CPU each, µs", "%.1f", median(warm, Tabs.Told::fanOut));
        if (mode == Mode.POLL) {
            note(
                    what + "a connection each: server CPU of a whole cycle",
                    "%.1f",
                    median(alone.told(), Turn.Told::cycle));
            note(together + "server CPU of a whole cycle", "%.1f", median(warm, Tabs.Told::cycle));
        }
        note(together + "CPU of the generator each, µs", "%.1f", median(warm, Tabs.Told::generator));
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
        return Table.median(all.stream().mapToDouble(figure).boxed().toList());
    }

    private static <T> double most(List<T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).max().orElseThrow();
    }

    private void note(String what, String format, double figure) {
        table.row(what, List.of(String.format(Locale.ROOT, format, figure), ""));
    }

    private void bound(String what, String format, double figure, double most) {
        String limit = String.format(Locale.ROOT, format, most);
        table.row(what, List.of(String.format(Locale.ROOT, format, figure), limit));
        if (figure > most) {
            broken.add("%s: %s, not %s".formatted(what, String.format(Locale.ROOT, format, figure), limit));
        }
    }
}
