package dev.liveshelf.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.liveshelf.LogLines;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** His rounds are made by hand. */
class WatchmanTest {

    private final HandClock clock = new HandClock();
    private final Instant start = clock.instant();
    private final ShoppingCart cart = mock();
    private final Stock stock = mock();
    private final Eyes eyes = new Eyes("1", clock);
    private final LogLines log = new LogLines();
    private Watchman watchman;

    @BeforeEach
    void begin() {
        when(stock.vitals()).thenReturn(Vitals.ofRedis(null, 1, 1));
        engineIs(CompletableFuture.completedFuture(null));
        watchman = eyes.begin(cart, stock, 100);
    }

    @AfterEach
    void end() {
        eyes.close();
        log.close();
    }

    @Test
    void aTroubleIsLoggedWhenItBeginsAndWhenItEndsAndNotInBetween() {
        engineIs(CompletableFuture.failedFuture(new Refusal.Away("Redis is away")));
        rounds(10);
        assertThat(log.of("trouble_begins")).singleElement().asString().contains("trouble=engine", "Redis is away");
        assertThat(log.of("trouble_ended")).isEmpty();
        assertThat(eyes.troubles(null)).singleElement().asString().startsWith("Redis is away");

        engineIs(CompletableFuture.completedFuture(null));
        rounds(10);

        assertThat(log.of("trouble_ended")).containsExactly("event=trouble_ended trouble=engine");
        assertThat(log.of("trouble_begins")).hasSize(1);
        assertThat(eyes.troubles(null)).isEmpty();
    }

    @Test
    void anEngineThatSaysNothingIsATroubleAfterAWhile() {
        CompletableFuture<Void> silence = new CompletableFuture<>();
        engineIs(silence);
        rounds(1); // asks
        rounds(2);
        assertThat(eyes.troubles(null)).isEmpty();

        rounds(1);
        assertThat(eyes.troubles(null)).singleElement().asString().contains("has not answered");

        silence.complete(null);
        rounds(1);
        assertThat(eyes.troubles(null)).isEmpty();
    }

    @Test
    void aClockThatWasSetBackIsATroubleUntilItHasCaughtUp() {
        rounds(1);
        clock.move(Duration.ofHours(-1));
        rounds(1);
        assertThat(log.of("trouble_begins")).singleElement().asString().contains("trouble=clock");

        clock.move(Duration.ofHours(1));
        rounds(1);
        assertThat(log.of("trouble_ended")).containsExactly("event=trouble_ended trouble=clock");
    }

    @Test
    void whatIsWrongWithAClosingShopIsNotLogged() {
        when(cart.isDraining()).thenReturn(true);
        rounds(2);

        assertThat(log.lines()).isEmpty();
        assertThat(eyes.troubles(null)).singleElement().asString().contains("closing");
    }

    @Test
    void eachQuarterOfAMinuteHasASample() {
        when(cart.viewers()).thenReturn(7);
        when(cart.streams()).thenReturn(2);
        rounds(15);
        wake(3);
        wake(30);
        wake(20);
        change(2);
        change(4);
        rounds(15);

        assertThat(eyes.history().samples())
                .containsExactly(
                        new Sample(start.plusSeconds(15), 5, 2, 0, 0, null, null),
                        new Sample(start.plusSeconds(30), 5, 2, 3, 2, 30.0, 3.0));
    }

    @Test
    void anHourIsKept() {
        rounds(15 * 241);

        List<Sample> samples = eyes.history().samples();
        assertThat(samples).hasSize(240);
        assertThat(samples.get(0).at()).isEqualTo(start.plusSeconds(30));
        assertThat(samples.get(239).at()).isEqualTo(start.plusSeconds(15 * 241));
    }

    private void engineIs(CompletableFuture<Void> answer) {
        when(stock.check()).thenReturn(answer);
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            clock.move(Duration.ofSeconds(1));
            watchman.round();
        }
    }

    private void wake(long millis) {
        eyes.room().woke(millis * 1_000_000);
    }

    private void change(long millis) {
        eyes.stockMeters().answered(Verb.HOLD, millis * 1_000_000, null);
    }
}
