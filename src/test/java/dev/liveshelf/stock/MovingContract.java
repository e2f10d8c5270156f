package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every engine is packed and unpacked. One subclass for each. */
public abstract class MovingContract {

    private static final Session ANN = new Session("ann");
    private static final Session BOB = new Session("bob");

    protected final HandClock clock = new HandClock();
    protected final Rules rules = new Rules(5, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 50);
    private final Instant before = clock.instant().minus(Duration.ofMinutes(10));
    private final Instant soon = clock.instant().plus(Duration.ofMinutes(1));
    private final Hold anns = new Hold(ANN, "P", 2, before, soon);
    private final Hold bobs = new Hold(BOB, "P", 3, before, null);

    /** More are kept back than are left. */
    private final Parcel p = new Parcel("P", "Pears", 10, 8, 7, List.of(anns, bobs));

    private final Parcel a = new Parcel("A", "", 3, 0, 0, List.of(new Hold(ANN, "A", 1, before.plusMillis(1), soon)));

    private MovableStock stock;

    /** Opens the engine on what it had before, which is nothing at first. */
    protected abstract MovableStock open();

    @BeforeEach
    void openEmpty() {
        stock = open();
    }

    @AfterEach
    void close() {
        stock.close();
    }

    @Test
    void whatIsUnpackedIsAsItWas() {
        move();

        Item item = join(stock.item("P"));
        Level level = item.level();
        assertThat(item.title()).isEqualTo("Pears");
        assertThat(List.of(level.onHand(), level.held(), level.safetyStock(), level.sold()))
                .containsExactly(10L, 5L, 8L, 7L);
        assertThat(level.nextExpiry()).isEqualTo(soon);
        assertThat(join(stock.cart(ANN)))
                .extracting(Line::hold)
                .containsExactly(anns, a.holds().get(0));
        assertThat(join(stock.cart(BOB))).extracting(Line::hold).containsExactly(bobs);
        assertThat(join(stock.first())).isEqualTo("P");
        assertThat(join(stock.audit())).isEmpty();
        close();
        stock = open();
        assertThat(join(stock.item("P")).level().held()).isEqualTo(5);
        assertThat(join(stock.first())).isEqualTo("P");
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void whatIsPackedAgainIsWhatWasUnpacked() {
        move();

        assertThat(join(stock.pack("", 1)).get(0)).isEqualTo(a);
        Parcel packed = join(stock.pack("A", 10)).get(0);
        assertThat(packed.holds()).containsExactlyInAnyOrder(anns, bobs);
        assertThat(join(stock.pack("P", 10))).isEmpty();
    }

    @Test
    void holdsEndAtTheirOldDeadlines() {
        move();

        clock.move(Duration.ofSeconds(59));
        assertThat(join(stock.level("P")).held()).isEqualTo(5);
        clock.move(Duration.ofSeconds(1));
        assertThat(join(stock.level("P")).held()).isEqualTo(3);
        assertThat(join(stock.cart(ANN))).isEmpty();
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aHoldWhoseTimeIsOverOnTheWayHasExpired() {
        clock.move(Duration.ofMinutes(2));
        move();

        assertThat(join(stock.level("P")).held()).isEqualTo(3);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void whatHasMovedInIsSoldAndCountedAsEver() {
        move();

        join(stock.commit(ANN, "order-1", false));
        join(stock.set(new Count("P", 20, 0L, null), null));
        Level level = join(stock.level("P"));
        assertThat(List.of(level.onHand(), level.held(), level.sold())).containsExactly(20L, 3L, 9L);
        assertThat(join(stock.audit())).isEmpty();
        assertThat(join(stock.ledger("P", 0, 1)).get(0).number()).isEqualTo(2);
    }

    @Test
    void nothingMovesIntoAShelfThatIsNotEmpty() {
        join(stock.fill(Map.of("X", 1L)));

        assertRefused(stock.moveIn("load", "P"), Refusal.NotEmpty.class);
        assertThat(join(stock.items("", 10))).extracting(Item::sku).containsExactly("X");
    }

    @Test
    void aMoveThatWasCutOffGoesOnWithTheSameLoadAndNoOther() {
        join(stock.moveIn("load", "P"));
        join(stock.unpack(List.of(new Parcel("P", "Pears", 10, 8, 7, List.of(anns)))));
        close();
        stock = open();

        assertRefused(stock.fill(Map.of("X", 1L)), Refusal.Away.class);
        assertRefused(stock.moveIn("another load", "P"), Refusal.Away.class);
        move();
        join(stock.fill(Map.of("X", 1L)));
        assertThat(join(stock.items("", 10))).extracting(Item::sku).containsExactly("A", "P");
        assertThat(join(stock.level("P")).held()).isEqualTo(5);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void anItemMayBeHeldByMoreThanOneScriptCarries() {
        List<Hold> holds = IntStream.range(0, 2_345)
                .mapToObj(i -> new Hold(new Session("s" + i), "P", 1, before, soon.plusMillis(i)))
                .toList();
        join(stock.moveIn("load", "P"));
        join(stock.unpack(List.of(new Parcel("P", "", 3_000, 0, 0, holds))));
        join(stock.movedIn());

        assertThat(join(stock.level("P")).held()).isEqualTo(2_345);
        assertThat(join(stock.pack("", 10)).get(0).holds()).containsExactlyInAnyOrderElementsOf(holds);
        assertThat(join(stock.audit())).isEmpty();
    }

    private void move() {
        join(stock.moveIn("load", "P"));
        join(stock.unpack(List.of(a, p)));
        join(stock.unpack(List.of(p)));
        join(stock.movedIn());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertRefused(CompletionStage<?> stage, Class<? extends Refusal> how) {
        assertThatThrownBy(() -> join(stage)).hasCauseInstanceOf(how);
    }
}
