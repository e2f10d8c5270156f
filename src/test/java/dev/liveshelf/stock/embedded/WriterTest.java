package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WriterTest {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstCommit = new CountDownLatch(1);
    private volatile boolean diskBroken;
    private volatile boolean rollbackBroken;
    private volatile boolean listenerBroken;
    private volatile boolean untidy;
    private volatile long rest = Long.MAX_VALUE;
    private final Writer writer = new Writer(new Recorder(), /* retryMillis= */ 1);

    @AfterEach
    void close() {
        firstCommit.countDown();
        writer.close();
    }

    @Test
    void anAnswerComesAfterTheCommit() {
        firstCommit.countDown();

        writer.submit(() -> events.add("step"))
                .thenRun(() -> events.add("answer"))
                .toCompletableFuture()
                .join();

        assertThat(events).containsExactly("step", "commit", "publish", "answer");
    }

    @Test
    void whatWaitsDuringACommitSharesTheNext() {
        CompletionStage<Boolean> first = writer.submit(() -> events.add("1"));
        List<CompletableFuture<Boolean>> others = new ArrayList<>();
        others.add(first.toCompletableFuture());
        awaitEvent("1");
        for (int i = 2; i < 6; i++) {
            String name = Integer.toString(i);
            others.add(writer.submit(() -> events.add(name)).toCompletableFuture());
        }
        firstCommit.countDown();
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();

        assertThat(events).containsExactly("1", "commit", "publish", "2", "3", "4", "5", "commit", "publish");
    }

    @Test
    void whatIsDueIsDoneWithoutAnyoneAsking() {
        firstCommit.countDown();
        rest = 1;
        writer.submit(() -> "wakes it").toCompletableFuture().join();

        awaitEvent("attend");
    }

    @Test
    void aStepThatRefusesLeavesTheOthersAlone() {
        firstCommit.countDown();
        CompletionStage<String> refused = writer.submit(() -> {
            throw new Refusal.UnknownItem();
        });

        assertThatThrownBy(() -> refused.toCompletableFuture().join()).hasCauseInstanceOf(Refusal.UnknownItem.class);
        assertThat(writer.submit(() -> "fine").toCompletableFuture().join()).isEqualTo("fine");
        assertThat(events).doesNotContain("rollback");
    }

    @Test
    void aStepThatFailsIsUndoneAndTheNextOneServed() {
        firstCommit.countDown();
        CompletionStage<String> failing = writer.submit(() -> {
            throw new IllegalStateException("a bug; this line in the log is expected");
        });

        assertAway(failing);
        assertThat(events).containsExactly("rollback");
        assertThat(writer.submit(() -> "fine").toCompletableFuture().join()).isEqualTo("fine");
    }

    @Test
    void afterADiskFaultNothingIsAnsweredUntilAllHasBeenReadAgain() {
        firstCommit.countDown();
        diskBroken = true;
        assertAway(writer.submit(() -> "first"));

        assertAway(writer.submit(() -> events.add("later")));
        assertThat(writer.away()).contains("stopped");
        assertThat(events).doesNotContain("publish", "later", "reopen");
        diskBroken = false;
        awaitEvent("reopen");
        org.awaitility.Awaitility.await().until(() -> writer.away() == null);
        assertThat(writer.submit(() -> "fine").toCompletableFuture().join()).isEqualTo("fine");
    }

    @Test
    void aStoreThatIsReadAgainWhileTheShopClosesStaysClosed() {
        firstCommit.countDown();
        diskBroken = true;
        assertAway(writer.submit(() -> "first"));
        writer.close();
        diskBroken = false;

        assertAway(writer.submit(() -> "later"));
    }

    @Test
    void aStoreThatCannotGoBackIsStopped() {
        firstCommit.countDown();
        rollbackBroken = true;
        assertAway(writer.submit(() -> {
            throw new IllegalStateException("a bug; this line in the log is expected");
        }));

        assertAway(writer.submit(() -> "later"));
    }

    @Test
    void closingFinishesWhatWaitsAndRefusesWhatComes() throws Exception {
        CompletableFuture<Boolean> waiting =
                writer.submit(() -> events.add("waiting")).toCompletableFuture();
        Thread closing = new Thread(writer::close);
        closing.start();
        firstCommit.countDown();
        closing.join();

        assertThat(waiting.join()).isTrue();
        assertAway(writer.submit(() -> "late"));
    }

    @Test
    void whatAListenerThinksOfAChangeDoesNotUndoIt() {
        firstCommit.countDown();
        listenerBroken = true;

        assertThat(writer.submit(() -> "done").toCompletableFuture().join()).isEqualTo("done");
        assertThat(writer.away()).isNull();
    }

    @Test
    void aStoreThatCannotBeKeptInOrderIsReadAgain() {
        firstCommit.countDown();
        untidy = true;

        assertThat(writer.submit(() -> "durable").toCompletableFuture().join()).isEqualTo("durable");

        awaitEvent("reopen");
    }

    @Test
    void moreThanCanWaitIsRefused() {
        writer.submit(() -> events.add("under way"));
        awaitEvent("under way");
        CompletionStage<String> fits = writer.submit(() -> "fits");
        for (int i = 1; i < 100_000; i++) {
            fits = writer.submit(() -> "fits");
        }

        CompletionStage<String> tooMuch = writer.submit(() -> "too much");

        assertThatThrownBy(() -> tooMuch.toCompletableFuture().join()).hasMessageContaining("too slow");
        firstCommit.countDown();
        assertThat(fits.toCompletableFuture().join()).isEqualTo("fits");
    }

    @Test
    void whoClosesItWaitsThoughInterrupted() {
        CompletionStage<String> waiting = writer.submit(() -> "done");
        Thread.currentThread().interrupt();
        new Thread(firstCommit::countDown).start();

        writer.close();

        assertThat(Thread.interrupted()).as("the caller still knows").isTrue();
        assertThat(waiting.toCompletableFuture()).isCompletedWithValue("done");
    }

    private void awaitEvent(String event) {
        org.awaitility.Awaitility.await().until(() -> events.contains(event));
    }

    private static void assertAway(CompletionStage<?> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCauseInstanceOf(Refusal.Away.class);
    }

    private final class Recorder implements Writer.Owner {
        @Override
        public void commit(int steps) {
            try {
                firstCommit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (diskBroken) {
                throw new IllegalStateException("disk full; this line in the log is expected");
            }
            events.add("commit");
        }

        @Override
        public void publish() {
            events.add("publish");
            if (listenerBroken) {
                throw new IllegalStateException("I do not like it; this line in the log is expected");
            }
        }

        @Override
        public void tidy() {
            if (untidy) {
                untidy = false;
                throw new IllegalStateException("it is a mess; this line in the log is expected");
            }
        }

        @Override
        public void rollback() {
            if (rollbackBroken) {
                throw new IllegalStateException("closed; this line in the log is expected");
            }
            events.add("rollback");
        }

        @Override
        public void reopen() {
            if (diskBroken || rollbackBroken) {
                throw new IllegalStateException("broken still; this line in the log is expected");
            }
            events.add("reopen");
        }

        @Override
        public long restMillis() {
            return rest;
        }

        @Override
        public Path directory() {
            return Path.of("nowhere");
        }

        @Override
        public void attend() {
            rest = Long.MAX_VALUE;
            events.add("attend");
        }
    }
}
