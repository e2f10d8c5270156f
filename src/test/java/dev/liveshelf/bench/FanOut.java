package dev.liveshelf.bench;

import dev.liveshelf.stock.redis.RedisServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Connections that hear one channel of Redis, as nodes do, and one that tells a level there. On one thread. */
final class FanOut implements AutoCloseable {

    private static final String LEVEL = "0001k3f9.1234567 1000000000 1234567 0 1234567 1790000000000";

    private final Selector selector = Selector.open();
    private final SocketChannel teller;
    private final ByteBuffer tell;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final int messageLength;
    private final int listeners;
    private long heard;

    /** @param listeners who hear what is told; all of them are there before it returns */
    FanOut(RedisServer redis, int listeners) throws IOException {
        URI uri = URI.create(redis.uri());
        String channel = "liveshelf:{P}:told-to-" + listeners;
        this.listeners = listeners;
        tell = words("PUBLISH", channel, LEVEL);
        messageLength = words("message", channel, LEVEL).limit();
        teller = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        for (int i = 0; i < listeners; i++) {
            SocketChannel listener = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
            listener.write(words("SUBSCRIBE", channel));
            buffer.clear();
            listener.read(buffer);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_READ);
        }
    }

    /** Tells it so often, each time when all have heard the last one. Returns how many bytes they heard. */
    long tell(int times) throws IOException {
        long before = heard;
        for (int i = 1; i <= times; i++) {
            teller.write(tell.rewind());
            buffer.clear();
            teller.read(buffer);
            while (heard - before < (long) i * listeners * messageLength) {
                selector.select(this::hear);
            }
        }
        return heard - before;
    }

    private void hear(SelectionKey key) {
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                throw new EOFException("Redis hung up");
            }
            heard += count;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ByteBuffer words(String... words) {
        StringBuilder said = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            said.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return ByteBuffer.wrap(said.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        teller.close();
    }
}
