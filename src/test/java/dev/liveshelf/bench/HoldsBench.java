package dev.liveshelf.bench;

import dev.liveshelf.it.ShopProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Successful, durable holds of one hot item per second, over HTTP, everything on this machine; and the same done by PostgreSQL,
 * in turns. Every hold is another shopper's. Refusals, of an item that is sold out, are counted apart.
 */
final class HoldsBench {

    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 15;

    private final int rounds;
    private final int seconds;

    private final List<Double> holds = new ArrayList<>();
    private final List<Double> median = new ArrayList<>();
    private final List<Double> slow = new ArrayList<>();
    private final List<Double> refusals = new ArrayList<>();
    private final List<Double> two = new ArrayList<>();
    private final List<Double> one = new ArrayList<>();

    HoldsBench(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void run(Path home) throws IOException {
        Path database = Files.createDirectory(home.resolve("postgres"));
        try (ShopProcess shop = ShopProcess.start(home, "items=HOT=1000000000,COLD=0");
                Postgres postgres = Postgres.start(database)) {
            load(shop.address(), "HOT", WARM_UP_SECONDS); // the first seconds are half as fast: the compiler is at work
            load(shop.address(), "COLD", seconds);
            for (int round = 0; round < rounds; round++) {
                Outcome held = expect(200, load(shop.address(), "HOT", seconds));
                holds.add(held.perSecond(200));
                median.add(held.millis(0.5));
                slow.add(held.millis(0.99));
                refusals.add(expect(409, load(shop.address(), "COLD", seconds)).perSecond(409));
                if (postgres != null) {
                    two.add(postgres.rate(Postgres.TWO_STATEMENTS, CONNECTIONS, seconds));
                    one.add(postgres.rate(Postgres.ONE_STATEMENT, CONNECTIONS, seconds));
                }
            }
            report(postgres);
        }
    }

    private void report(Postgres postgres) throws IOException {
        Table table = new Table(
                "One hot item, " + CONNECTIONS + " connections, medians of " + rounds + " rounds", "a second");
        table.row("Liveshelf: holds, durable, over HTTP", "%,.0f", Table.median(holds));
        table.row("- median answer, ms", "%.1f", Table.median(median));
        table.row("- 99 of 100 answers within, ms", "%.1f", Table.median(slow));
        table.row("Liveshelf: refusals of a sold-out item", "%,.0f", Table.median(refusals));
        if (postgres == null) {
            table.note("PostgreSQL is not installed (apt-get install postgresql): nothing to compare with.");
        } else {
            double best = Math.max(Table.median(two), Table.median(one));
            table.row("PostgreSQL: UPDATE and INSERT in a transaction", "%,.0f", Table.median(two));
            table.row("PostgreSQL: both in one statement", "%,.0f", Table.median(one));
            table.row("Liveshelf to the better of them", "%.1f times", Table.median(holds) / best);
            table.note(postgres.version() + ", fsync and synchronous_commit on, same disk, pgbench on a local socket.");
        }
        table.print();
    }

    private Outcome load(URI server, String item, int time) throws IOException {
        return Load.run(List.of(server), CONNECTIONS, Duration.ofSeconds(time), new NewShoppers(server, item));
    }

    private static Outcome expect(int status, Outcome outcome) {
        if (!outcome.isAll(status)) {
            throw new IllegalStateException("Only " + status + " was to be answered: " + outcome.answers());
        }
        return outcome;
    }
}
