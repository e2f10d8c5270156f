package dev.liveshelf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Viewers of one item at one node, and the shopper at another whose changes they wait for; on one thread, which is cheap, for
 * they share the machine with the nodes.
 */
final class Crowd implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;

    private static final class Member {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(4_096);
        private long known;

        Member(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Member> viewers = new ArrayList<>();
    private final Member shopper;
    private final URI node;
    private final String item;
    private final boolean streams;
    private String epoch = "";
    private long awaited;
    private int informed;
    private long bytes;
    private int changes;

    /**
     * Connects them all, and makes the first change.
     *
     * @param streams whether they listen to event streams; else they poll
     */
    Crowd(URI node, URI other, String item, int size, boolean streams) throws IOException {
        this.node = node;
        this.item = item;
        this.streams = streams;
        shopper = connect(other);
        shop(other);
        while (shopper.known == 0) {
            turn(PATIENCE_MILLIS);
        }
        for (int i = 0; i < size; i++) {
            viewers.add(connect(node));
        }
        ask();
        awaited = shopper.known;
        while (streams && informed < size) {
            turn(PATIENCE_MILLIS);
        }
        bytes = 0;
    }

    /** Changes the item there. Returns after how many milliseconds the last viewer here knew. */
    double change(URI other) throws IOException {
        informed = 0;
        awaited = shopper.known + 1;
        long start = System.nanoTime();
        shop(other);
        while (informed < viewers.size()) {
            turn(PATIENCE_MILLIS);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        while (shopper.known < awaited) {
            turn(PATIENCE_MILLIS);
        }
        if (!streams) {
            ask(); // at once, not within the time they are asked for: no change comes meanwhile
        }
        return millis;
    }

    /** Listens until that moment, by {@link System#nanoTime}. */
    void rest(long until) throws IOException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            selector.select(this::read, 1 + left / 1_000_000);
        }
    }

    /** Returns how many bytes the viewers were sent since they came. */
    long bytes() {
        return bytes;
    }

    private void shop(URI other) throws IOException {
        String body = "session=the-one-who-changes-it&action=add&item=" + item + "&quantity=" + (1 + changes++ % 2);
        say(
                shopper,
                "POST /cart HTTP/1.1\r\nHost: " + other.getAuthority() + "\r\nAccept: application/json\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }

    private void ask() throws IOException {
        String what = streams ? "/events?item=" + item : "/status?item=" + item + "&since=" + epoch + shopper.known;
        for (Member viewer : viewers) {
            say(viewer, "GET " + what + " HTTP/1.1\r\nHost: " + node.getAuthority() + "\r\n\r\n");
        }
    }

    private static void say(Member member, String request) throws IOException {
        member.in.clear();
        member.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private Member connect(URI server) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Member member = new Member(channel);
        channel.register(selector, SelectionKey.OP_READ, member);
        return member;
    }

    private void turn(long patience) throws IOException {
        if (selector.select(this::read, patience) == 0) {
            throw new IOException(
                    informed + " of " + viewers.size() + " know of change " + awaited + ", and no more comes");
        }
    }

    private void read(SelectionKey key) {
        Member member = (Member) key.attachment();
        try {
            int count = member.channel.read(member.in);
            if (count < 0) {
                throw new IOException("A node hung up");
            }
            bytes += member == shopper ? 0 : count;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        learn(member, new String(member.in.array(), 0, member.in.position(), StandardCharsets.US_ASCII));
    }

    /** What has not come whole is looked at again with the rest of it. */
    private void learn(Member member, String text) {
        int begin = text.lastIndexOf("\"version\":\"");
        int dot = text.indexOf('.', begin);
        int end = text.indexOf('"', dot);
        if (begin < 0 || dot < 0 || end < 0) {
            return;
        }
        epoch = text.substring(begin + "\"version\":\"".length(), dot + 1);
        long version = Long.parseLong(text.substring(dot + 1, end));
        if (member != shopper && member.known < awaited && version >= awaited) {
            informed++;
        }
        member.known = version;
        member.in.clear();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
