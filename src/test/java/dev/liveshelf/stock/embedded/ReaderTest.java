package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReaderTest {

    private final Reader reader = new Reader();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Thread> done = new ArrayList<>();

    @Test
    void closingTellsWhatIsLongToGiveUpAndWaitsForIt() throws Exception {
        reader.execute(this::readUntilItCloses);
        begun.await();

        reader.close();

        assertThat(done).singleElement().matches(thread -> !thread.isAlive());
    }

    @Test
    void whoClosesItWaitsThoughInterrupted() throws Exception {
        reader.execute(this::readUntilItCloses);
        begun.await();
        Thread.currentThread().interrupt();

        reader.close();

        assertThat(Thread.interrupted()).as("the caller still knows").isTrue();
        assertThat(done).hasSize(1);
    }

    private void readUntilItCloses() {
        begun.countDown();
        while (!reader.isClosing()) {
            Thread.onSpinWait();
        }
        done.add(Thread.currentThread());
    }
}
