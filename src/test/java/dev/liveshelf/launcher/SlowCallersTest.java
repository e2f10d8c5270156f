package dev.liveshelf.launcher;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowCallersTest {

    private final EndPoint caller = mock(EndPoint.class);
    private final HttpConnection connection = mock(HttpConnection.class);
    private final HttpParser parser = mock(HttpParser.class);
    private final SlowCallers watch = new SlowCallers(() -> List.of(caller), mock(Scheduler.class));
    private long now;

    @BeforeEach
    void connect() {
        when(caller.getConnection()).thenReturn(connection);
        when(connection.getParser()).thenReturn(parser);
    }

    @Test
    void aHeadThatIsNotSaidToItsEndIsCutOff() {
        look(HttpParser.State.METHOD, 0, 1);
        look(HttpParser.State.HEADER, 18, 5_000);
        verify(caller, never()).close();

        look(HttpParser.State.HEADER, 4, 10_000);

        verify(caller).close();
    }

    @Test
    void oneRequestAfterTheOtherIsNoSlowOne() {
        for (int request = 0; request < 20; request++) {
            when(connection.getMessagesIn()).thenReturn((long) request);
            look(HttpParser.State.HEADER, 2, 100L * request);
        }
        verify(caller, never()).close();
    }

    @Test
    void whoWaitsOrIsIdleIsNotSlow() {
        for (HttpParser.State state : List.of(HttpParser.State.START, HttpParser.State.END, HttpParser.State.CONTENT)) {
            look(state, 0, 100);
            look(state, 300, 100);
        }
        verify(caller, never()).close();
    }

    @Test
    void whatIsBetweenTheChunksMayTakeLongWhileTheyCome() {
        look(HttpParser.State.CHUNK_SIZE, 0, 100);
        look(HttpParser.State.CHUNK_SIZE, 19, 1_100);
        look(HttpParser.State.CHUNK_SIZE, 19, 1_200);
        verify(caller, never()).close();

        look(HttpParser.State.TRAILER, 4, 1_210);

        verify(caller).close();
    }

    @Test
    void aGreetingOfTlsMayNotTakeForEverEither() {
        when(caller.getConnection()).thenReturn(mock(NegotiatingServerConnection.class));
        look(HttpParser.State.START, 0, 0);
        verify(caller, never()).close();

        look(HttpParser.State.START, 21, 0);

        verify(caller).close();
    }

    private void look(HttpParser.State state, int seconds, long bytes) {
        now += Duration.ofSeconds(seconds).toNanos();
        when(parser.getState()).thenReturn(state);
        when(connection.getBytesIn()).thenReturn(bytes);
        watch.look(now);
    }
}
