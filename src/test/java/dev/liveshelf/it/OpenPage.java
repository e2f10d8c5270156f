package dev.liveshelf.it;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that asks for news of one item, and what does not go well goes on as it does in our script: the first failure is kept
 * to itself, the second one in a row is shown; {@code Retry-After} and {@code pollafter} are obeyed, and pauses are random.
 * As in a browser, a connection that was used before and breaks without a word is replaced, and the question asked again.
 */
final class OpenPage {

    /** An error that a shopper sees. */
    static final String SHOWN = "shown to a shopper";

    private static final long SHORTEST_MILLIS = 100;
    private static final int FAILURES_SHOWN = 2;
    private static final Pattern HEAD = Pattern.compile("\\AHTTP/1\\.1 (\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CLOSE = Pattern.compile("(?im)^connection: *close");
    private static final Pattern RETRY = Pattern.compile("(?im)^retry-after: *(\\d+)");
    private static final Pattern LEVEL = Pattern.compile("\"version\":\"([^\"]+)\".*\"pollafter\":(\\d+)");

    final String item;
    String version = "";

    /** When it asks next, by {@link System#nanoTime}. */
    long next;

    private final Pages pages;
    private @Nullable SocketChannel channel;
    private String heard = "";
    private boolean used;
    private boolean asking;
    private int failures;
    private long asked;

    OpenPage(Pages pages, String item) {
        this.pages = pages;
        this.item = item;
    }

    boolean isAway() {
        return failures >= FAILURES_SHOWN;
    }

    /** Asks. */
    void come() {
        asked = System.nanoTime();
        asking = true;
        try {
            if (channel != null) {
                say();
                return;
            }
            used = false;
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (channel.connect(pages.shop())) {
                channel.register(pages.selector(), SelectionKey.OP_READ, this);
                say();
            } else {
                channel.register(pages.selector(), SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException broken) {
            brokenOff("no connection");
        }
    }

    void connected() {
        try {
            channel.finishConnect();
            channel.keyFor(pages.selector()).interestOps(SelectionKey.OP_READ);
            say();
        } catch (IOException refused) {
            brokenOff("no connection");
        }
    }

    private void say() throws IOException {
        heard = "";
        String query = "item=" + item + (version.isEmpty() ? "&since=none" : "&since=" + version)
                + (failures > 0 ? "&wait=0" : "");
        channel.write(ByteBuffer.wrap(pages.question(query)));
    }

    void read(ByteBuffer buffer) {
        try {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
            heard += StandardCharsets.US_ASCII.decode(buffer.flip());
            int end = heard.indexOf("\r\n\r\n");
            if (end >= 0) {
                hear(heard.substring(0, end + 2), heard.substring(end + 4));
            }
        } catch (IOException broken) {
            brokenOff(heard.isEmpty() ? "connection broken" : "answer broken off");
        }
    }

    private void hear(String head, String body) {
        if (body.length() < number(LENGTH, head, 0)) {
            return;
        }
        used = true;
        asking = false;
        if (CLOSE.matcher(head).find()) {
            hangUp();
        }
        long status = number(HEAD, head, 0);
        pages.note("answered " + status);
        Matcher level = LEVEL.matcher(body);
        if (status == 200 && level.find()) {
            failures = 0;
            version = level.group(1);
            long spread = (long) (pages.random().nextDouble() * Integer.parseInt(level.group(2)));
            long took = (System.nanoTime() - asked) / 1_000_000;
            pages.comeBack(this, Math.max(spread, SHORTEST_MILLIS - took));
        } else {
            fail(1_000 * number(RETRY, head, 0));
        }
    }

    private static long number(Pattern pattern, String text, long other) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : other;
    }

    private void brokenOff(String how) {
        hangUp();
        if (!asking) {
            return; // it was not in use
        }
        if (used && heard.isEmpty()) {
            pages.note("connection replaced");
            come();
        } else {
            pages.note(how);
            fail(0);
        }
    }

    private void fail(long afterMillis) {
        asking = false;
        failures++;
        if (isAway()) {
            pages.note(SHOWN);
        }
        long pause = (long) (pages.random().nextDouble() * Math.min(30_000, 500L << Math.min(failures, 10)));
        pages.comeBack(this, afterMillis + pause);
    }

    void hangUp() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                // So it is closed.
            }
            channel = null;
        }
    }
}
