package dev.liveshelf.bench.wake;

import dev.liveshelf.it.ShopProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ours, with the options of the JVM that {@code make run} gives it. */
final class LiveshelfRival implements Rival {

    private final ShopProcess shop;

    /** @param settings such as {@code items=P=3} */
    LiveshelfRival(Path home, String... settings) throws IOException {
        String options = System.getProperty("liveshelf.java.options", "");
        String[] all = Stream.concat(Stream.of(options.strip().split("\\s+")), Stream.of(settings))
                .filter(option -> !option.isEmpty())
                .toArray(String[]::new);
        shop = ShopProcess.start(home.resolve("liveshelf"), all);
    }

    @Override
    public String name() {
        return "Liveshelf";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(shop.address().getHost(), shop.address().getPort());
    }

    @Override
    public List<Long> processes() {
        return List.of(shop.pid());
    }

    @Override
    public String path(Mode mode, String version) {
        String since = version.isEmpty() ? "" : "&since=" + version;
        return mode == Mode.POLL ? "/status?item=P" + since : "/events?item=P";
    }

    @Override
    public String change(int number) {
        return change("shopper", "P", number);
    }

    /** The request by which this shopper puts one into the cart, or with an odd number takes it out again. */
    String change(String session, String item, int number) {
        String body = "session=" + session + "&item=" + item + "&action=" + (number % 2 == 0 ? "add" : "remove");
        return "POST /cart HTTP/1.1\r\nHost: " + shop.address().getAuthority()
                + "\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public long liveHeap() throws IOException {
        return Jcmd.liveBytes(shop.pid());
    }

    @Override
    public void close() {
        shop.close();
    }
}
