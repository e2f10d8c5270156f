package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a stream leaves the servlet's output for the pipe, and what it does when that is full, or breaks. */
class OutletTest {

    private final FakeOutput output = new FakeOutput();
    private final FakePipe pipe = new FakePipe();
    private final AtomicInteger calls = new AtomicInteger();
    private Outlet outlet;

    @BeforeEach
    void open() throws IOException {
        outlet = outlet(pipe);
        output.setWriteListener(mock(WriteListener.class));
        output.giveRoom();
    }

    @Test
    void theHeadGoesOutByTheServletAndAllElseByThePipe() throws Exception {
        say("head");
        assertThat(output.sent()).isEqualTo("head");
        say("first");
        say("second");

        assertThat(pipe.sent()).isEqualTo("first|second|");
        assertThat(output.sent()).isEmpty();
    }

    @Test
    void whatIsNotFlushedIsFollowedByTheServletsOutput() throws Exception {
        assertThat(outlet.isReady()).isTrue();
        outlet.write(bytes("head"));
        assertThat(outlet.isReady()).isTrue();
        outlet.write(bytes("more"));

        assertThat(pipe.sent()).isEmpty();
        assertThat(outlet.isUnflushed()).isTrue();
    }

    @Test
    void whereTheServerOffersNoneTheServletHasAll() throws Exception {
        outlet = outlet(null);
        say("head");
        say("first");

        assertThat(output.sent()).isEqualTo("headfirst");
    }

    @Test
    void aPipeThatIsNotOpenIsNotTaken() throws Exception {
        pipe.close();
        say("head");
        say("first");

        assertThat(output.sent()).isEqualTo("headfirst");
    }

    @Test
    void aFullPipeIsWaitedFor() throws Exception {
        say("head");
        pipe.fill();
        say("first");
        assertThat(outlet.isReady()).isFalse();
        assertThat(calls).hasValue(0);

        pipe.drain();

        assertThat(calls).hasValue(1);
        assertThat(outlet.isReady()).isTrue();
    }

    @Test
    void aPipeThatBreaksSaysSo() throws Exception {
        say("head");
        pipe.breakOff();
        say("first");

        assertThatThrownBy(outlet::isReady).isInstanceOf(IOException.class);
        assertThat(calls).as("called though the writer sees it by itself").hasValue(0);
    }

    @Test
    void aFullPipeThatBreaksCalls() throws Exception {
        say("head");
        pipe.fill();
        say("first");

        pipe.breakOff();
        pipe.drain();

        assertThat(calls).hasValue(1);
        assertThatThrownBy(outlet::isReady).isInstanceOf(IOException.class);
    }

    @Test
    void theEndBreaksOffWhatIsUnderWayAndNothingElse() throws Exception {
        say("head");
        say("first");
        outlet.close();
        assertThat(pipe.isOpen()).isTrue();
        pipe.fill();
        say("second");

        outlet.close();

        assertThat(pipe.isOpen()).isFalse();
    }

    @Test
    void whoHangsUpIsHeard() {
        outlet.listen(calls::incrementAndGet);
        assertThat(calls).hasValue(0);

        pipe.hangUp();

        assertThat(calls).hasValue(1);
    }

    @Test
    void whoWritesAndWhoMakesRoomMeetAtAnyMoment() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("OutletTest: -Dseed=" + seed);
        Random random = new Random(seed);
        Semaphore room = new Semaphore(0);
        outlet = new Outlet(request(pipe), output, room::release);
        say("head");
        Semaphore written = new Semaphore(0);
        Thread reader = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                written.acquireUninterruptibly();
                pipe.drain();
            }
        });
        reader.start();
        pipe.fillWith(written);
        for (int i = 0; i < 20_000; i++) {
            while (!outlet.isReady()) {
                room.acquire(); // stays here for ever if nobody calls
            }
            outlet.write(bytes("x"));
            for (int spin = random.nextInt(50); spin > 0; spin--) {
                Thread.onSpinWait();
            }
        }
        reader.join();
        assertThat(pipe.sent()).hasSize(2 * 20_000);
    }

    private Outlet outlet(FakePipe offered) {
        return new Outlet(request(offered), output, calls::incrementAndGet);
    }

    private static ServletRequest request(FakePipe offered) {
        ServletRequest request = mock();
        when(request.getAttribute(Outlet.PIPE)).thenReturn(offered);
        return request;
    }

    /** As the stream does. */
    private void say(String text) throws IOException {
        assertThat(outlet.isReady()).isTrue();
        outlet.write(bytes(text));
        if (outlet.isUnflushed()) {
            assertThat(outlet.isReady()).isTrue();
            outlet.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
