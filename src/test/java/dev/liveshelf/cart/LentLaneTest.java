package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LentLaneTest {

    private final Queue<Runnable> first = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> second = new ConcurrentLinkedQueue<>();
    private final List<String> done = new ArrayList<>();
    private int here = -1;

    private final Lanes lanes = new Lanes(new LentThreads(List.of(first::add, second::add), () -> here));

    @Test
    void whatComesFromOneOfTheThreadsStaysThere() {
        here = 1;

        lanes.next().execute(() -> done.add("mine"));
        lanes.next().execute(() -> done.add("and mine"));

        assertThat(first).isEmpty();
        run(second);
        assertThat(done).containsExactly("mine", "and mine");
    }

    @Test
    void whatComesFromElsewhereIsSpread() {
        lanes.next().execute(() -> done.add("the one"));
        lanes.next().execute(() -> done.add("the other"));

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1);
    }

    @Test
    void aTaskThatFailsDoesNoHarmToTheThread() {
        lanes.next().execute(() -> {
            throw new IllegalStateException("I fail; this line in the log is expected");
        });

        run(first);
    }

    @Test
    void whoeverComesAfterItHasClosedDoesTheWorkAlone() {
        Lane lane = lanes.next();
        lane.execute(() -> done.add("given before"));
        lane.close();
        run(first);

        lane.execute(() -> done.add("given after"));

        assertThat(first).isEmpty();
        assertThat(done).containsExactly("given before", "given after");
    }

    @Test
    void closingWaitsForWhatItWasGivenBefore() throws Exception {
        lanes.next().execute(() -> done.add("given before"));
        Thread closing = new Thread(lanes::close);
        closing.start();
        await().until(() -> first.size() == 2 && second.size() == 1);
        assertThat(closing.isAlive()).isTrue();

        run(first);
        run(second);
        closing.join();

        assertThat(done).containsExactly("given before");
    }

    private static void run(Queue<Runnable> tasks) {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }
}
