package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.nio.charset.StandardCharsets;

/** What goes through an event stream, as bytes. Those of a level are made once; all streams of a wake share them. */
final class EventFrames {

    private static final byte[] LEVEL = ascii("event: inventory\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] BEAT = ascii("event: beat\ndata: {}\n\n");

    private final Json json;
    private final Newest<byte[]> levels = new Newest<>(this::build);

    EventFrames(Json json) {
        this.json = json;
    }

    byte[] level(News news) {
        return levels.of(news);
    }

    /** A comment would do to keep the connection open, but no script in a browser would see it. */
    byte[] beat() {
        return BEAT;
    }

    /** Says how long to stay away once the stream has ended. */
    byte[] retry(long millis) {
        return ascii("retry: " + millis + "\n\n");
    }

    private byte[] build(News news) {
        byte[] data = json.bytes(json.news(news)); // JSON on one line, as data must be
        byte[] frame = new byte[LEVEL.length + data.length + END.length];
        System.arraycopy(LEVEL, 0, frame, 0, LEVEL.length);
        System.arraycopy(data, 0, frame, LEVEL.length, data.length);
        System.arraycopy(END, 0, frame, LEVEL.length + data.length, END.length);
        return frame;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
