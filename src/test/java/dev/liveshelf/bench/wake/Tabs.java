package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;

/** Viewers over HTTP/2, many on each connection, as the tabs of a browser or the pages behind a proxy are. By Jetty's client. */
final class Tabs implements AutoCloseable {

    private static final String LEVEL = "\"inventorycount\"";
    private static final String VERSION = "\"version\":\"";
    private static final int PATIENCE_SECONDS = 20;

    private final HTTP2Client client = new HTTP2Client();
    private final List<Tab> tabs = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private final LiveshelfRival shop;
    private final Mode mode;

    /** What one change cost the server for each viewer, and us: microseconds of CPU. */
    record Told(double fanOut, double cycle, double generator) {}

    private Tabs(LiveshelfRival shop, Mode mode) {
        this.shop = shop;
        this.mode = mode;
    }

    /** Connects them all, and waits until everybody waits. */
    static Tabs open(LiveshelfRival shop, Mode mode, int connections, int tabsOfEach) throws Exception {
        Tabs all = new Tabs(shop, mode);
        all.client.start();
        for (int i = 0; i < connections; i++) {
            Session session = all.client
                    .connect(shop.address(), new Session.Listener() {})
                    .get(10, TimeUnit.SECONDS);
            for (int j = 0; j < tabsOfEach; j++) {
                all.tabs.add(all.new Tab(session));
            }
        }
        for (Tab tab : all.tabs) {
            tab.ask("none"); // answered at once
        }
        all.await();
        all.askAgain();
        Cost.settledCpu(shop.processes());
        return all;
    }

    /** Makes a change, and has everybody told. */
    Told tell(Shopper shopper, String change) throws IOException {
        List<Long> ourselves = List.of(ProcessHandle.current().pid());
        long ours = Cost.cpu(ourselves);
        long before = Cost.settledCpu(shop.processes());
        told.set(0);
        shopper.ask(change);
        shopper.answer();
        await();
        long informed = Cost.cpu(shop.processes());
        askAgain();
        long again = Cost.settledCpu(shop.processes());
        double each = 1e3 * tabs.size();
        return new Told((informed - before) / each, (again - before) / each, (Cost.cpu(ourselves) - ours) / each);
    }

    private void await() {
        Awaitility.await()
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> told.get() >= tabs.size());
    }

    private void askAgain() {
        if (mode == Mode.POLL) {
            String version = tabs.get(0).version();
            tabs.forEach(tab -> tab.ask(version));
        }
    }

    private final class Tab implements Stream.Listener {
        private final Session session;
        private final StringBuilder heard = new StringBuilder();
        private volatile String version = "";

        Tab(Session session) {
            this.session = session;
        }

        String version() {
            return version;
        }

        void ask(String since) {
            HttpFields fields = HttpFields.build()
                    .add("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)")
                    .add("accept", mode == Mode.POLL ? "application/json" : "text/event-stream")
                    .add("referer", "http://localhost/")
                    .add("accept-language", "en-GB,en;q=0.9,de;q=0.8");
            HttpURI uri = HttpURI.from("http://localhost:" + shop.address().getPort() + shop.path(mode, since));
            MetaData.Request request = new MetaData.Request("GET", uri, HttpVersion.HTTP_2, fields);
            session.newStream(new HeadersFrame(request, null, /* endStream= */ true), Promise.noop(), this);
        }

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            stream.demand();
        }

        @Override
        public void onDataAvailable(Stream stream) {
            for (Stream.Data data = stream.readData(); data != null; data = stream.readData()) {
                heard.append(StandardCharsets.ISO_8859_1.decode(data.frame().getByteBuffer()));
                boolean last = data.frame().isEndStream();
                data.release();
                if (last || (mode == Mode.STREAM && heard.indexOf("\n\n", heard.length() - 2) >= 0)) {
                    learn();
                }
                if (last) {
                    return;
                }
            }
            stream.demand();
        }

        /** Beats and the like have no level in them. */
        private void learn() {
            if (heard.indexOf(LEVEL) >= 0) {
                int from = heard.indexOf(VERSION) + VERSION.length();
                version = heard.substring(from, heard.indexOf("\"", from));
                told.incrementAndGet();
            }
            heard.setLength(0);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
