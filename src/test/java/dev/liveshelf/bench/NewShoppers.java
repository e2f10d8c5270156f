package dev.liveshelf.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Each request puts the item into the cart of somebody who was never here before. */
final class NewShoppers implements Supplier<ByteBuffer> {

    private static final AtomicLong SHOPPERS = new AtomicLong();

    private final String head;
    private final String item;

    NewShoppers(URI server, String item) {
        this.head = "POST /cart HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
        this.item = item;
    }

    @Override
    public ByteBuffer get() {
        String body = String.format("session=%s&action=add&item=%s", next(), item);
        return ByteBuffer.wrap((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns a session as long as real ones. */
    static String next() {
        return String.format("%022d", SHOPPERS.getAndIncrement());
    }
}
