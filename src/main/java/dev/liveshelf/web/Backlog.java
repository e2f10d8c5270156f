package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has still to say: of each item only the newest, one beat, one word on when to come back. So never more than
 * it watches and two, however long its reader sleeps. Any thread.
 */
final class Backlog {

    private final EventFrames frames;
    private final Map<String, News> newest = new LinkedHashMap<>(2); // guarded by this
    private long retry = -1; // guarded by this; milliseconds, -1 for no word on it
    private boolean beat; // guarded by this

    Backlog(EventFrames frames) {
        this.frames = frames;
    }

    synchronized void add(List<News> changed) {
        for (News news : changed) {
            newest.put(news.level().sku(), news);
        }
    }

    synchronized void addRetry(long millis) {
        retry = millis;
    }

    synchronized void addBeat() {
        beat = true;
    }

    synchronized boolean isEmpty() {
        return newest.isEmpty() && retry < 0 && !beat;
    }

    /** Takes the frame that is to be written next, or returns null: when to come back, the item that waited longest, a beat. */
    synchronized byte @Nullable [] poll() {
        if (retry >= 0) {
            long millis = retry;
            retry = -1;
            return frames.retry(millis);
        }
        Iterator<News> all = newest.values().iterator();
        if (all.hasNext()) {
            News next = all.next();
            all.remove();
            return frames.level(next);
        }
        if (beat) {
            beat = false;
            return frames.beat();
        }
        return null;
    }
}
