package dev.liveshelf.bench;

import dev.liveshelf.it.ShopProcess;
import dev.liveshelf.stock.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * From the request that changes an item on one node to the last of many viewers on another; and what that costs Redis and the
 * viewers' node. Changes come at a fixed pace, so that what Redis is asked anyway counts alike with few viewers and with many.
 */
final class NewsBench {

    private static final List<Integer> CROWDS = List.of(10, 100, 1_000);
    private static final int WARM_UP_CHANGES = 60;
    private static final int LISTENERS = 100;
    private static final int MESSAGES = 5_000;

    private final int changes;
    private final long paceNanos;

    NewsBench(int changes, int paceMillis) {
        this.changes = changes;
        this.paceNanos = paceMillis * 1_000_000L;
    }

    void run(Path home) throws IOException {
        try (RedisServer redis = RedisServer.start(home.resolve("redis"), "--appendfsync", "everysec")) {
            String address = "redis=" + redis.uri();
            try (ShopProcess here = ShopProcess.start(home.resolve("here"), address, "items=P=1000");
                    ShopProcess there = ShopProcess.start(home.resolve("there"), address)) {
                news(redis, here, there);
            }
            fanOut(redis);
        }
    }

    private void news(RedisServer redis, ShopProcess here, ShopProcess there) throws IOException {
        Table table = new Table(
                "News of " + changes + " changes, from a POST on one node to viewers on another",
                "the last knows, ms: half",
                "99 of 100",
                "Redis, each change: scripts",
                "PUBLISH",
                "bytes in",
                "bytes out",
                "viewers' node: CPU ms",
                "bytes to each viewer");
        for (boolean streams : new boolean[] {false, true}) {
            try (Crowd crowd = new Crowd(here.address(), there.address(), "P", 1_000, streams)) {
                changes(crowd, there.address(), WARM_UP_CHANGES);
            }
            for (int size : CROWDS) {
                measure(table, redis, here, there.address(), size, streams);
            }
        }
        table.note("Changes come every " + paceNanos / 1_000_000
                + " ms; counted with them is what both nodes ask of Redis every few seconds anyway. A viewer that polls comes"
                + " back after each. " + Runtime.getRuntime().availableProcessors()
                + " processors, which Redis, nodes, shopper and viewers share.");
        table.print();
    }

    private void measure(Table table, RedisServer redis, ShopProcess here, URI there, int size, boolean streams)
            throws IOException {
        try (Crowd crowd = new Crowd(here.address(), there, "P", size, streams)) {
            crowd.rest(System.nanoTime() + paceNanos);
            Cpu node = Cpu.of(List.of(here.pid()));
            Traffic before = Traffic.begin(redis);
            double[] millis = changes(crowd, there, changes);
            Traffic traffic = Traffic.end(redis).since(before);
            table.row(
                    size + (streams ? " event streams" : " long polls"),
                    List.of(
                            text("%.0f", millis[millis.length / 2]),
                            text("%.0f", millis[millis.length * 99 / 100]),
                            text("%.2f", traffic.scripts() / (double) changes),
                            text("%.2f", traffic.published() / (double) changes),
                            text("%,.0f", traffic.in() / (double) changes),
                            text("%,.0f", traffic.out() / (double) changes),
                            text("%.1f", node.microsEach(changes) / 1_000),
                            text("%.0f", crowd.bytes() / ((double) changes * size))));
        }
    }

    /** Returns how long each took, the shortest first. */
    private double[] changes(Crowd crowd, URI there, int count) throws IOException {
        double[] millis = new double[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            millis[i] = crowd.change(there);
            crowd.rest(start + (i + 1) * paceNanos);
        }
        return DoubleStream.of(millis).sorted().toArray();
    }

    /** What it costs Redis to tell one node more: measured with a hundred that only listen. */
    private static void fanOut(RedisServer redis) throws IOException {
        Cpu store = Cpu.of(List.of(redis.pid()));
        try (FanOut nobody = new FanOut(redis, 0);
                FanOut many = new FanOut(redis, LISTENERS)) {
            nobody.tell(MESSAGES);
            store.start();
            nobody.tell(MESSAGES);
            double alone = store.microsEach(MESSAGES);
            many.tell(MESSAGES);
            store.start();
            long bytes = many.tell(MESSAGES);
            Table table = new Table("A level told by Redis to " + LISTENERS + " nodes", "figure");
            table.row(
                    "CPU of Redis for each node that hears it, µs",
                    "%.2f",
                    (store.microsEach(MESSAGES) - alone) / LISTENERS);
            table.row("bytes for each", "%.0f", bytes / (double) MESSAGES / LISTENERS);
            table.print();
        }
    }

    private static String text(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
