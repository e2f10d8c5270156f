package dev.liveshelf.bench.wake;

import dev.liveshelf.it.Container;
import dev.liveshelf.it.ShopProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ours. */
final class LiveshelfRival implements Rival {

    /** After 300, the compiler was still at work in the measured rounds: a tenth of the server's CPU. */
    private static final int WARM_UP_CHANGES = 1_000;

    private final String name;
    private final URI shop;
    private final long process;
    private final Runnable end;

    private LiveshelfRival(String name, URI shop, long process, Runnable end) {
        this.name = name;
        this.shop = shop;
        this.process = process;
        this.end = end;
    }

    /**
     * With the options of the JVM that {@code make run} gives it.
     *
     * @param settings such as {@code items=P=3}
     */
    static LiveshelfRival byItself(Path home, String... settings) throws IOException {
        String options = System.getProperty("liveshelf.java.options", "");
        String[] all = Stream.concat(Stream.of(options.strip().split("\\s+")), Stream.of(settings))
                .filter(option -> !option.isEmpty())
                .toArray(String[]::new);
        ShopProcess shop = ShopProcess.start(home.resolve("liveshelf"), all);
        return new LiveshelfRival("Liveshelf", shop.address(), shop.pid(), shop::close);
    }

    static LiveshelfRival in(String name, Container container) {
        return new LiveshelfRival(name, container.address(), container.pid(), container::close);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(shop.getHost(), shop.getPort());
    }

    @Override
    public List<Long> processes() {
        return List.of(process);
    }

    @Override
    public String path(Mode mode, String version) {
        String since = version.isEmpty() ? "" : "&since=" + version;
        return shop.getPath() + (mode == Mode.POLL ? "status?item=P" + since : "events?item=P");
    }

    @Override
    public int warmUp() {
        return WARM_UP_CHANGES;
    }

    @Override
    public String change(int number) {
        return change("shopper", "P", number);
    }

    /** The request by which this shopper puts one into the cart, or with an odd number takes it out again. */
    String change(String session, String item, int number) {
        String body = "session=" + session + "&item=" + item + "&action=" + (number % 2 == 0 ? "add" : "remove");
        return "POST " + shop.getPath() + "cart HTTP/1.1\r\nHost: " + shop.getAuthority()
                + "\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public long liveHeap() throws IOException {
        return Jcmd.liveBytes(process);
    }

    @Override
    public void close() {
        end.run();
    }
}
