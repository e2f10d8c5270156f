package dev.liveshelf.cart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until it is moved; what falls due on the way is run by whoever moves it. */
final class HandTimer implements Timer {

    private record Task(long at, long period, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000_000_000L;

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized void after(long nanos, Runnable work) {
        tasks.add(new Task(now + nanos, 0, work));
    }

    @Override
    public synchronized void every(long nanos, Runnable work) {
        tasks.add(new Task(now + nanos, nanos, work));
    }

    @Override
    public void close() {}

    void moveMillis(long millis) {
        long until = now() + millis * 1_000_000;
        for (Task task = takeDue(until); task != null; task = takeDue(until)) {
            task.work().run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Task takeDue(long until) {
        Task due = tasks.stream()
                .filter(task -> task.at() <= until)
                .min(Comparator.comparingLong(Task::at))
                .orElse(null);
        if (due != null) {
            now = Math.max(now, due.at());
            tasks.remove(due);
            if (due.period() > 0) {
                tasks.add(new Task(due.at() + due.period(), due.period(), due.work()));
            }
        }
        return due;
    }
}
