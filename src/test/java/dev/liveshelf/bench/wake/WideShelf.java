package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many items, one viewer for each. Only a few of the items change, one after the other. */
final class WideShelf implements AutoCloseable {

    private static final int CHANGING = 10;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Lone> viewers = new ArrayList<>();
    private final LiveshelfRival shop;

    private record Lone(String item, SocketChannel channel, Watcher watcher) {}

    /**
     * What one change cost.
     *
     * @param cpu of the server, in microseconds, with the viewer's next request, without the compiler: that takes between 40 and 1,000
     *     of the 700 to 2,100 in the first 20,000 changes, now more and now less
     * @param told microseconds from the request that changed it until its viewer was told
     */
    record Change(double cpu, double told) {}

    /** Connects so many viewers, each of whom waits then. */
    WideShelf(LiveshelfRival shop, int watched) throws IOException {
        this.shop = shop;
        for (int i = 0; i < watched; i++) {
            SocketChannel channel = SocketChannel.open(shop.address());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Lone lone = new Lone(item(i), channel, new Watcher(channel, Mode.POLL));
            viewers.add(lone);
            ask(lone, "none"); // answered at once
            hear(lone);
            ask(lone, lone.watcher.version());
        }
    }

    /** The setting that puts so many items on the shelf. */
    static String items(int count) {
        StringBuilder items = new StringBuilder("items=P=1000");
        for (int i = 0; i < count; i++) {
            items.append(',').append(item(i)).append("=9");
        }
        return items.toString();
    }

    private static String item(int number) {
        return "I" + number;
    }

    /** Makes so many changes, an even number for each item, and returns what one cost. */
    Change change(int times) throws IOException {
        Cost.settledCpu(shop.processes());
        long before = Cost.cpuWhenCompiled(shop.processes());
        long nanos = 0;
        try (Shopper shopper = new Shopper(shop.address())) {
            for (int i = 0; i < times; i++) {
                Lone lone = viewers.get(i % CHANGING * (viewers.size() / CHANGING));
                long start = System.nanoTime();
                shopper.ask(shop.change("lone", lone.item, i / CHANGING));
                hear(lone);
                nanos += System.nanoTime() - start;
                shopper.answer();
                ask(lone, lone.watcher.version());
            }
        }
        Cost.settledCpu(shop.processes());
        long cpu = Cost.cpuWhenCompiled(shop.processes()) - before;
        return new Change(cpu / 1e3 / times, nanos / 1e3 / times);
    }

    private void ask(Lone lone, String version) throws IOException {
        String path = "/status?item=" + lone.item + "&since=" + version;
        lone.watcher.ask(Crowd.request(shop.address(), path, Mode.POLL));
    }

    private void hear(Lone lone) throws IOException {
        while (!lone.watcher.hear(buffer)) {
            // the rest of it comes
        }
    }

    @Override
    public void close() throws IOException {
        for (Lone lone : viewers) {
            lone.channel.close();
        }
    }
}
