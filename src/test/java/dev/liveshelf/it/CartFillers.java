package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Some shoppers who put one unit of an item into one new cart after the other, all the time. */
final class CartFillers implements AutoCloseable {
    private static final int SHOPPERS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final String item;
    private volatile boolean over;

    CartFillers(URI shop, String item) {
        this.item = item;
        for (int i = 0; i < SHOPPERS; i++) {
            String name = "filler" + i;
            Thread thread = new Thread(() -> run(new Visitor(shop), name), name);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void run(Visitor visitor, String name) {
        for (int i = 0; !over; i++) {
            try {
                HttpResponse<String> answer = visitor.add(name + "-" + i, item);
                if (answer.statusCode() == 200) {
                    answered.incrementAndGet();
                } else {
                    complaints.add("answered with " + answer.statusCode() + ": " + answer.body());
                }
            } catch (IOException cutOff) {
                unanswered.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    int answered() {
        return answered.get();
    }

    /** How many do not know what became of their wish. */
    int unanswered() {
        return unanswered.get();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public String toString() {
        return answered + " answered, " + unanswered + " not, " + complaints.size() + " refused";
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits for those who are on their way. May be repeated. */
    void stop() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
