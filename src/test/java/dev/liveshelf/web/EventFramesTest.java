package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.cart.News;
import dev.liveshelf.stock.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventFramesTest {

    private final EventFrames frames = new EventFrames(new Json());
    private final Level level = Level.first("P", "e", 10, 0);

    @Test
    void aLevelIsAnEventWithTheJsonOfAStatusAnswer() {
        assertThat(new String(frames.level(new News(level, 7)), StandardCharsets.UTF_8))
                .isEqualTo("""
                        event: inventory
                        data: {"item":"P","inventorycount":"10","held":0,"version":"e.1","pollafter":7}

                        """);
    }

    @Test
    void allStreamsOfAWakeShareTheBytes() {
        News news = new News(level, 0);

        assertThat(frames.level(news)).isSameAs(frames.level(news));
    }

    @Test
    void newsHasBytesOfItsOwn() {
        byte[] before = frames.level(new News(level, 0));

        assertThat(frames.level(new News(level.holding(1), 0))).isNotEqualTo(before);
    }
}
