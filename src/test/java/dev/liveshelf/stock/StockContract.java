package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order.Sold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine does, to the letter. One subclass for each. */
public abstract class StockContract {

    private static final int LIMIT = 5;
    private static final int CART_LIMIT = 11;
    private static final int LEDGER = 50;
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final Duration HOLD_LIMIT = Duration.ofMinutes(60);
    private static final Session ANN = new Session("ann");
    private static final Session BOB = new Session("bob");

    protected final HandClock clock = new HandClock();
    protected final Rules rules = new Rules(LIMIT, CART_LIMIT, HOLD, HOLD_LIMIT, LEDGER);
    private final List<Level> told = Collections.synchronizedList(new ArrayList<>());
    private Stock stock;

    /** Opens the engine on what it had before, which is nothing at first. */
    protected abstract Stock open() throws Exception;

    @BeforeEach
    void openOnTenOfPAndThreeOfQ() throws Exception {
        stock = open();
        stock.subscribe(told::add);
        stock.watch("P");
        stock.watch("A");
        Map<String, Long> items = new LinkedHashMap<>();
        items.put("P", 10L);
        items.put("A", 3L);
        join(stock.fill(items));
        told.clear();
    }

    @AfterEach
    void close() {
        stock.close();
    }

    @Test
    void anEyeSeesHowHoldsEndAndHowOldTheyWere() {
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        stock.observe(new StockEye() {
            @Override
            public void ended(Hold.End end, Duration age) {
                ends.add(end + " " + age.toSeconds());
            }

            @Override
            public void synced(int steps, long nanos) {}
        });
        join(stock.hold(ANN, "P", 1));
        join(stock.hold(ANN, "A", 1));
        join(stock.hold(BOB, "P", 2));
        clock.move(Duration.ofSeconds(20));
        join(stock.release(ANN, "A"));
        clock.move(Duration.ofSeconds(10));
        join(stock.commit(ANN, "A-1", false));
        clock.move(HOLD);
        join(stock.hold(ANN, "P", 1));

        assertThat(ends).containsExactly("RELEASED 20", "COMMITTED 30", "EXPIRED 930");
    }

    @Test
    void fillingAShelfThatIsNotEmptyChangesNothing() {
        join(stock.fill(Map.of("X", 1L, "P", 99L)));

        assertThat(level("P").onHand()).isEqualTo(10);
        assertRefused(stock.level("X"), Refusal.UnknownItem.class);
        assertThat(told).isEmpty();
    }

    @Test
    void theFirstItemIsTheOnePutOnTheShelfFirst() {
        assertThat(join(stock.first())).isEqualTo("P");
    }

    @Test
    void anEmptyShelfHasNoFirstItem() throws Exception {
        close();
        forget();
        stock = open();

        assertRefused(stock.first(), Refusal.UnknownItem.class);
    }

    @Test
    void anItemThatCannotBeNamedIsRefusedAndNothingIsFilled() throws Exception {
        close();
        forget();
        stock = open();

        assertThatThrownBy(() -> join(stock.fill(Map.of("<b>", 1L))))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> join(stock.fill(Map.of("P", -1L)))).hasCauseInstanceOf(IllegalArgumentException.class);
        join(stock.check());
    }

    @Test
    void aHoldTakesUnitsOffTheShelf() {
        Line line = join(stock.hold(ANN, "P", 2));

        assertThat(line.quantity()).isEqualTo(2);
        assertThat(line.level().available()).isEqualTo(8);
        assertThat(line.level().held()).isEqualTo(2);
        assertThat(line.level().onHand()).isEqualTo(10);
        assertThat(level("P")).isEqualTo(line.level());
    }

    @Test
    void everyChangeOfAnItemRaisesItsVersionByOne() {
        Version before = level("P").version();

        assertThat(join(stock.hold(ANN, "P", 1)).level().version()).isEqualTo(before.next());
        assertThat(join(stock.release(ANN, "P")).level().version())
                .isEqualTo(before.next().next());
        assertThat(level("A").version().n()).isEqualTo(1);
    }

    @Test
    void repeatingAHoldChangesNothing() {
        Line first = join(stock.hold(ANN, "P", 2));
        clock.move(Duration.ofSeconds(1));

        assertThat(join(stock.hold(ANN, "P", 2))).isEqualTo(first);
        assertThat(told).containsExactly(first.level());
    }

    @Test
    void aQuantityReplacesTheOneBefore() {
        join(stock.hold(ANN, "P", 4));

        assertThat(join(stock.hold(ANN, "P", 1)).level().available()).isEqualTo(9);
        assertThat(join(stock.hold(ANN, "P", 5)).level().available()).isEqualTo(5);
    }

    @Test
    void aReleaseGivesTheUnitsBack() {
        join(stock.hold(ANN, "P", 3));

        Line line = join(stock.release(ANN, "P"));

        assertThat(line.quantity()).isZero();
        assertThat(line.level().available()).isEqualTo(10);
        assertThat(join(stock.cart(ANN))).isEmpty();
    }

    @Test
    void releasingNothingChangesNothing() {
        join(stock.hold(ANN, "P", 1));
        Level before = level("P");

        assertThat(join(stock.release(BOB, "P")).level()).isEqualTo(before);
        assertThat(told).hasSize(1);
    }

    @Test
    void moreThanIsLeftIsRefusedAndChangesNothing() {
        join(stock.hold(ANN, "A", 2));
        Level before = level("A");

        Refusal.NotEnough refusal = assertRefused(stock.hold(BOB, "A", 2), Refusal.NotEnough.class);

        assertThat(refusal.level()).isEqualTo(before);
        assertThat(level("A")).isEqualTo(before);
        assertThat(join(stock.cart(BOB))).isEmpty();
    }

    @Test
    void whoHoldsSomeAndAsksForTooManyKeepsWhatItHas() {
        join(stock.hold(ANN, "A", 2));

        assertRefused(stock.hold(ANN, "A", 4), Refusal.NotEnough.class);

        assertThat(join(stock.cart(ANN)).get(0).quantity()).isEqualTo(2);
    }

    @Test
    void onesOwnUnitsAreNotInTheWay() {
        join(stock.hold(ANN, "A", 1));

        assertThat(join(stock.hold(ANN, "A", 3)).level().available()).isZero();
    }

    @Test
    void aCartHoldsNoMoreThanItsLimitOfAllItemsTogether() {
        join(stock.set(new Count("B", 20, null, null), null));
        join(stock.hold(ANN, "P", 5));
        join(stock.hold(ANN, "A", 3));
        join(stock.hold(ANN, "B", 3));
        Level before = level("B");

        assertRefused(stock.hold(ANN, "B", 4), Refusal.CartFull.class);

        assertThat(level("B")).isEqualTo(before);
        assertThat(join(stock.hold(BOB, "B", 4)).quantity()).isEqualTo(4);
        assertThat(join(stock.hold(ANN, "B", 3)).quantity()).isEqualTo(3);
        join(stock.hold(ANN, "P", 4));
        assertThat(join(stock.hold(ANN, "B", 4)).quantity()).isEqualTo(4);
    }

    @Test
    void aCartHasRoomAgainForWhatLeftIt() {
        join(stock.set(new Count("B", 20, null, null), null));
        join(stock.hold(ANN, "P", 5));
        clock.move(Duration.ofMinutes(1));
        join(stock.hold(ANN, "B", 5));
        assertRefused(stock.hold(ANN, "A", 2), Refusal.CartFull.class);

        join(stock.release(ANN, "B"));
        assertThat(join(stock.hold(ANN, "A", 2)).quantity()).isEqualTo(2);
        clock.move(HOLD.minusMinutes(1));
        assertThat(join(stock.hold(ANN, "B", 5)).quantity()).isEqualTo(5);
        join(stock.commit(ANN, "order", /* partial= */ true));
        assertThat(join(stock.hold(ANN, "P", 5)).quantity()).isEqualTo(5);
    }

    @Test
    void aCartFilledFromManySidesAtOnceHoldsNoMoreThanItsLimit() {
        Trolley.assertNotOverfilled(stock, CART_LIMIT);
    }

    @Test
    void theTrolleyNoticesAStockThatCountsAndThenHolds() {
        assertThatThrownBy(() -> Trolley.assertNotOverfilled(new CountsThenHolds(CART_LIMIT), CART_LIMIT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("units in the cart");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, LIMIT + 1, Integer.MAX_VALUE})
    void aQuantityBeyondTheLimitsIsRefused(int quantity) {
        assertRefused(stock.hold(ANN, "P", quantity), Refusal.Quantity.class);
        assertThat(told).isEmpty();
    }

    @Test
    void anUnknownItemIsRefusedByEveryVerb() {
        assertRefused(stock.level("X"), Refusal.UnknownItem.class);
        assertRefused(stock.hold(ANN, "X", 1), Refusal.UnknownItem.class);
        assertRefused(stock.release(ANN, "X"), Refusal.UnknownItem.class);
    }

    @Test
    void aHoldIsThereBeforeItsDeadlineAndGoneAtIt() {
        Line line = join(stock.hold(ANN, "P", 2));
        assertThat(line.hold().expires()).isEqualTo(clock.instant().plus(HOLD));
        assertThat(line.level().nextExpiry()).isEqualTo(line.hold().expires());

        clock.move(HOLD.minusMillis(1));
        assertThat(level("P").available()).isEqualTo(8);
        assertThat(join(stock.cart(ANN))).hasSize(1);

        clock.move(Duration.ofMillis(1));
        assertThat(level("P").available()).isEqualTo(10);
        assertThat(level("P").nextExpiry()).isNull();
        assertThat(join(stock.cart(ANN))).isEmpty();
    }

    @Test
    void aUnitWhoseTimeIsOverIsForWhoeverAsksAtThatMoment() {
        join(stock.hold(ANN, "A", 3));
        assertRefused(stock.hold(BOB, "A", 1), Refusal.NotEnough.class);

        clock.move(HOLD);

        assertThat(join(stock.hold(BOB, "A", 3)).quantity()).isEqualTo(3);
    }

    @Test
    void listenersHearOfAnExpiryAsAChangeOfItsOwn() {
        Version held = join(stock.hold(ANN, "P", 1)).level().version();
        told.clear();

        clock.move(HOLD);
        join(stock.check());

        assertThat(told).singleElement().satisfies(level -> {
            assertThat(level.version()).isEqualTo(held.next());
            assertThat(level.available()).isEqualTo(10);
        });
    }

    @Test
    void theNextExpiryIsTheEarliestOfTheItem() {
        Instant first = join(stock.hold(ANN, "P", 1)).hold().expires();
        clock.move(Duration.ofMinutes(1));
        Instant second = join(stock.hold(BOB, "P", 1)).hold().expires();
        assertThat(level("P").nextExpiry()).isEqualTo(first);

        join(stock.release(ANN, "P"));

        assertThat(level("P").nextExpiry()).isEqualTo(second);
        assertThat(level("A").nextExpiry()).isNull();
    }

    @Test
    void extendingMovesTheDeadlineOnByTheHoldTime() {
        join(stock.hold(ANN, "P", 2));
        clock.move(Duration.ofMinutes(10));

        Line line = join(stock.extend(ANN, "P"));

        assertThat(line.hold().expires()).isEqualTo(clock.instant().plus(HOLD));
        assertThat(line.level().nextExpiry()).isEqualTo(line.hold().expires());
        assertThat(line.quantity()).isEqualTo(2);
    }

    @Test
    void extendingTwiceInTheSameMomentIsExtendingOnce() {
        join(stock.hold(ANN, "P", 1));
        clock.move(Duration.ofMinutes(1));
        Line once = join(stock.extend(ANN, "P"));

        assertThat(join(stock.extend(ANN, "P"))).isEqualTo(once);
    }

    @Test
    void noExtensionPassesTheHardDeadline() {
        Instant start = clock.instant();
        join(stock.hold(ANN, "P", 1));
        for (int i = 0; i < 10; i++) {
            clock.move(Duration.ofMinutes(5));
            join(stock.extend(ANN, "P"));
        }
        assertThat(join(stock.cart(ANN)).get(0).hold().expires()).isEqualTo(start.plus(HOLD_LIMIT));

        clock.move(Duration.ofMinutes(10));

        assertThat(level("P").available()).isEqualTo(10);
    }

    @Test
    void anotherQuantityLeavesTheDeadlineWhereItIs() {
        Instant deadline = join(stock.hold(ANN, "P", 1)).hold().expires();
        clock.move(Duration.ofMinutes(1));

        assertThat(join(stock.hold(ANN, "P", 2)).hold().expires()).isEqualTo(deadline);
    }

    @Test
    void anExpiredHoldIsNeverRevived() {
        join(stock.hold(ANN, "P", 1));
        clock.move(HOLD);

        assertRefused(stock.extend(ANN, "P"), Refusal.NotHeld.class);
        assertThat(join(stock.release(ANN, "P")).quantity()).isZero();
        assertThat(level("P").available()).isEqualTo(10);
    }

    @Test
    void whatIsNotInTheCartCannotBeExtended() {
        assertRefused(stock.extend(ANN, "P"), Refusal.NotHeld.class);
        assertRefused(stock.extend(ANN, "X"), Refusal.UnknownItem.class);
        assertThat(told).isEmpty();
    }

    @Test
    void deadlinesThatPassWhileTheShopIsClosedEndHoldsWhenItOpens() throws Exception {
        join(stock.hold(ANN, "P", 4));
        close();
        clock.move(HOLD);
        stock = open();

        assertThat(level("P").available()).isEqualTo(10);
    }

    @Test
    void everyChangeIsOneMovementOfTheLedger() {
        join(stock.hold(ANN, "P", 3));
        clock.move(Duration.ofMinutes(1));
        join(stock.hold(ANN, "P", 2));
        join(stock.extend(ANN, "P"));
        join(stock.release(ANN, "P"));
        join(stock.hold(BOB, "P", 1));
        clock.move(HOLD);

        List<Movement> ledger = join(stock.ledger("P", 0, 100));

        assertThat(ledger)
                .extracting(
                        Movement::number,
                        Movement::verb,
                        Movement::quantity,
                        each -> each.after().held())
                .containsExactly(
                        tuple(1L, Verb.SET, 10L, 0L),
                        tuple(2L, Verb.HOLD, 3L, 3L),
                        tuple(3L, Verb.HOLD, -1L, 2L),
                        tuple(4L, Verb.EXTEND, 0L, 2L),
                        tuple(5L, Verb.RELEASE, 2L, 0L),
                        tuple(6L, Verb.HOLD, 1L, 1L),
                        tuple(7L, Verb.EXPIRE, 1L, 0L));
        assertThat(ledger.get(6).after()).isEqualTo(level("P"));
        assertThat(ledger.get(6).time()).isEqualTo(clock.instant());
    }

    @Test
    void theLedgerNamesASessionByItsDigestOnly() {
        join(stock.hold(ANN, "P", 1));

        assertThat(join(stock.ledger("P", 1, 1)).get(0).party())
                .isEqualTo(ANN.toString())
                .doesNotContain(ANN.value());
    }

    @Test
    void aRefusalIsNoMovement() {
        assertRefused(stock.hold(ANN, "A", 4), Refusal.NotEnough.class);

        assertThat(join(stock.ledger("A", 0, 100))).hasSize(1);
        assertRefused(stock.ledger("X", 0, 100), Refusal.UnknownItem.class);
    }

    @Test
    void theLedgerIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            join(stock.hold(ANN, "P", 1 + i));
        }

        assertThat(join(stock.ledger("P", 2, 3))).extracting(Movement::number).containsExactly(3L, 4L, 5L);
        assertThat(join(stock.ledger("P", 6, 3))).isEmpty();
        assertThat(join(stock.ledger("A", 0, 9))).hasSize(1);
    }

    @Test
    void aLongLedgerIsTrimmedAndStillAddsUp() {
        for (int i = 0; i < 100; i++) {
            join(stock.hold(ANN, "P", 1 + i % 3));
        }

        List<Movement> kept = join(stock.ledger("P", 0, 1_000));
        assertThat(kept).hasSizeBetween(LEDGER, LEDGER + LEDGER / 10);
        assertThat(kept.get(kept.size() - 1).after()).isEqualTo(level("P"));
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void searchingFindsPartsOfNamesAndTitlesWhateverTheirCase() {
        title("tea-1", "Blue Teapot");
        title("tea-2", "Teapot, GREEN");
        title("cup-1", "Blaue Tasse für Tee, 茶杯");

        assertThat(found("teapot")).containsExactly("tea-1", "tea-2");
        assertThat(found("TEA")).containsExactly("tea-1", "tea-2");
        assertThat(found("  blue   POT ")).as("all words, in any order").containsExactly("tea-1");
        assertThat(found("pot 2")).as("one of the title, one of the name").containsExactly("tea-2");
        assertThat(found("FÜR")).containsExactly("cup-1");
        assertThat(found("茶")).containsExactly("cup-1");
        assertThat(found("1\nblue")).as("a line's end is a space").containsExactly("tea-1");
        assertThat(found("teapots")).isEmpty();
        assertThat(found("")).containsExactly("A", "P", "cup-1", "tea-1", "tea-2");
    }

    @Test
    void whatIsSearchedComesPageByPageAndAsItIsNow() {
        for (int i = 1; i <= 5; i++) {
            title("tea-" + i, "Teapot");
        }
        join(stock.hold(ANN, "tea-3", 2));

        List<Item> page = join(stock.find(Search.of("teapot"), "tea-2", 2));

        assertThat(page).extracting(Item::sku).containsExactly("tea-3", "tea-4");
        assertThat(page.get(0).level()).isEqualTo(level("tea-3"));
        assertThat(page.get(0).title()).isEqualTo("Teapot");
    }

    @Test
    void whatGetsAnotherTitleIsFoundByThatAtOnce() {
        title("tea-1", "Teapot");
        assertThat(found("teapot")).containsExactly("tea-1");

        title("tea-1", "Kettle");
        assertThat(found("teapot")).isEmpty();
        assertThat(found("kettle")).containsExactly("tea-1");

        join(stock.setAll(List.of(new Count("tea-1", 5, null, "Samovar"), new Count("new", 5, null, "Samovar stand"))));
        assertThat(found("samovar")).containsExactly("new", "tea-1");
        join(set("bare", 1, 0, null));
        assertThat(found("BARE")).containsExactly("bare");
    }

    @Test
    void settingPutsANewItemOnTheShelf() {
        Level level = join(set("N", 7, 2, null));

        assertThat(level.available()).isEqualTo(5);
        assertThat(level.version().n()).isEqualTo(1);
        assertThat(level("N")).isEqualTo(level);
        assertThat(told).containsExactly(level);
    }

    @Test
    void settingCountsAnItemAnew() {
        join(stock.hold(ANN, "P", 3));

        Level level = join(set("P", 20, 4, null));

        assertThat(level.onHand()).isEqualTo(20);
        assertThat(level.held()).isEqualTo(3);
        assertThat(level.available()).isEqualTo(13);
    }

    @Test
    void settingWhatIsSoAlreadyChangesNothing() {
        assertThat(join(set("P", 10, 0, null))).isEqualTo(level("P"));
        assertThat(told).isEmpty();
    }

    @Test
    void settingComparesWithTheVersionThatIsExpected() {
        Version seen = level("P").version();
        join(stock.hold(ANN, "P", 1));
        Level now = level("P");

        assertThat(assertRefused(set("P", 5, 0, seen), Refusal.Changed.class).level())
                .isEqualTo(now);
        assertThat(level("P")).isEqualTo(now);
        assertThat(join(set("P", 5, 0, now.version())).onHand()).isEqualTo(5);
        assertRefused(set("N", 5, 0, seen), Refusal.UnknownItem.class);
    }

    @Test
    void neverAreFewerOnHandThanAreHeld() {
        join(stock.hold(ANN, "P", 3));
        Level before = level("P");

        assertRefused(set("P", 2, 0, null), Refusal.BelowHeld.class);
        assertRefused(stock.adjust("P", -8, "damaged", "k1"), Refusal.BelowHeld.class);

        assertThat(level("P")).isEqualTo(before);
        assertThat(join(stock.adjust("P", -7, "damaged", "k2")).available()).isZero();
    }

    @Test
    void safetyStockIsKeptBackFromSale() {
        join(set("P", 10, 8, null));

        assertThat(assertRefused(stock.hold(ANN, "P", 3), Refusal.NotEnough.class)
                        .level()
                        .available())
                .isEqualTo(2);
        assertThat(join(stock.hold(ANN, "P", 2)).level().available()).isZero();
    }

    @Test
    void numbersThatCannotBeAreRefusedAndChangeNothing() {
        Level before = level("P");
        for (CompletionStage<Level> stage : List.of(
                stock.adjust("P", Long.MAX_VALUE, "much", "k1"),
                stock.adjust("P", Long.MIN_VALUE, "little", "k2"),
                stock.adjust("P", Level.MOST_UNITS, "more", "k3"),
                stock.adjust("P", -11, "less", "k4"))) {
            assertThatThrownBy(() -> join(stage)).hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(level("P")).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsNotSaidOfAnItemStaysAsItIs() throws Exception {
        join(stock.set(new Count("N", 7, 2L, "Nut \u2116 1"), null));

        Item item = join(stock.set(new Count("N", 8, null, null), null));

        assertThat(item.title()).isEqualTo("Nut \u2116 1");
        assertThat(item.level().safetyStock()).isEqualTo(2);
        close();
        stock = open();
        assertThat(join(stock.item("N"))).isEqualTo(item);
        assertThat(join(stock.items("A", 1))).containsExactly(item);
    }

    @Test
    void anotherTitleIsNoNewsOfTheLevel() {
        Level before = level("P");

        Item item = join(stock.set(new Count("P", 10, null, "Pin"), null));

        assertThat(item).isEqualTo(new Item(before, "Pin"));
        assertThat(join(stock.item("P"))).isEqualTo(item);
        assertThat(told).isEmpty();
        assertThat(join(stock.set(new Count("P", 10, null, ""), null)).title()).isEmpty();
    }

    @Test
    void manyItemsAreSetInOneStep() {
        join(stock.hold(ANN, "P", 3));

        join(stock.setAll(
                List.of(new Count("B", 5, 1L, "Bolt"), new Count("P", 3, null, null), new Count("A", 3, null, null))));

        assertThat(join(stock.items("", 9)))
                .extracting(Item::sku, item -> item.level().onHand())
                .containsExactly(tuple("A", 3L), tuple("B", 5L), tuple("P", 3L));
        assertThat(level("A").version().n()).isEqualTo(1);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void manyItemsAreSetAllOrNone() {
        join(stock.hold(ANN, "P", 3));
        List<Item> before = join(stock.items("", 9));

        Refusal.BelowHeld refusal = assertRefused(
                stock.setAll(List.of(
                        new Count("B", 5, 1L, "Bolt"), new Count("P", 2, null, null), new Count("A", 1, null, "Axe"))),
                Refusal.BelowHeld.class);

        assertThat(refusal.level().sku()).isEqualTo("P");
        assertThat(join(stock.items("", 9))).isEqualTo(before);
    }

    @Test
    void noItemIsSetTwiceInOneStep() {
        List<Item> before = join(stock.items("", 9));

        assertThatThrownBy(
                        () -> join(stock.setAll(List.of(new Count("P", 5, null, null), new Count("P", 6, null, null)))))
                .hasCauseInstanceOf(IllegalArgumentException.class);

        assertThat(join(stock.items("", 9))).isEqualTo(before);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void anAdjustmentHasOneEffectHoweverOftenItIsRepeated() throws Exception {
        Level first = join(stock.adjust("P", 5, "delivery", "key"));
        join(stock.hold(ANN, "P", 1));
        close();
        stock = open();

        assertThat(join(stock.adjust("P", 5, "delivery", "key"))).isEqualTo(first);
        assertThat(level("P").onHand()).isEqualTo(15);
    }

    @Test
    void aKeyIsForOneRequestOnly() {
        join(stock.adjust("P", 5, "delivery", "key"));

        assertRefused(stock.adjust("P", 6, "delivery", "key"), Refusal.KeyReused.class);
        assertRefused(stock.adjust("A", 5, "delivery", "key"), Refusal.KeyReused.class);
        assertRefused(stock.adjust("X", 5, "delivery", "other"), Refusal.UnknownItem.class);
    }

    /** A key costs little while nothing is changed under it; asked in parts that every engine's queue has room for. */
    @Test
    void aKeyIsRememberedUntilAsManyOthersHaveCome() {
        Level first = join(stock.adjust("P", 1, "delivery", "first"));
        Level second = join(stock.adjust("P", 1, "delivery", "second"));

        for (int asked = 1; asked < Stock.KEYS; asked += 9_999) {
            List<CompletionStage<Level>> part = IntStream.range(asked, Math.min(asked + 9_999, Stock.KEYS))
                    .mapToObj(i -> stock.adjust("P", 0, "nothing", "key" + i))
                    .toList();
            part.forEach(StockContract::join);
        }

        assertThat(join(stock.adjust("P", 1, "delivery", "second"))).isEqualTo(second);
        assertThat(join(stock.adjust("P", 1, "delivery", "first")).onHand()).isEqualTo(first.onHand() + 2);
    }

    @Test
    void settingAndAdjustingStandInTheLedger() {
        join(set("P", 12, 1, null));
        join(stock.adjust("P", -3, "damaged", "key"));

        assertThat(join(stock.ledger("P", 1, 9)))
                .extracting(Movement::verb, Movement::quantity, Movement::party)
                .containsExactly(tuple(Verb.SET, 2L, "counted"), tuple(Verb.ADJUST, -3L, "damaged"));
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void itemsComeInTheOrderOfTheirNames() {
        join(set("B", 1, 0, null));

        assertThat(join(stock.items("", 9))).extracting(Item::sku).containsExactly("A", "B", "P");
        assertThat(join(stock.items("A", 1))).extracting(Item::sku).containsExactly("B");
        assertThat(join(stock.items("P", 9))).isEmpty();
    }

    @Test
    void aCheckoutSellsTheWholeCart() {
        join(stock.hold(ANN, "P", 2));
        join(stock.hold(ANN, "A", 1));

        Order order = join(stock.commit(ANN, "A-1", false));

        assertThat(order.lines()).containsExactlyInAnyOrder(new Sold("P", 2, 0), new Sold("A", 1, 0));
        assertThat(order.buyer()).isEqualTo(ANN.toString());
        assertThat(level("P"))
                .extracting(Level::onHand, Level::held, Level::sold)
                .containsExactly(8L, 0L, 2L);
        assertThat(level("P").available()).isEqualTo(8);
        assertThat(join(stock.cart(ANN))).isEmpty();
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void theSameOrderAgainAnswersTheSame() throws Exception {
        join(stock.hold(ANN, "P", 2));
        Order once = join(stock.commit(ANN, "A-1", false));
        join(stock.hold(ANN, "P", 1));
        close();
        stock = open();

        assertThat(join(stock.commit(ANN, "A-1", false))).isEqualTo(once);
        assertThat(level("P").sold()).isEqualTo(2);
        assertThat(join(stock.cart(ANN))).hasSize(1);
    }

    @Test
    void anothersOrderIsNotToBeHad() {
        join(stock.hold(ANN, "P", 1));
        join(stock.commit(ANN, "A-1", false));
        join(stock.hold(BOB, "P", 1));

        assertRefused(stock.commit(BOB, "A-1", false), Refusal.KeyReused.class);
        assertThat(join(stock.cart(BOB))).hasSize(1);
    }

    @Test
    void anEmptyCartCannotBePaidFor() {
        assertRefused(stock.commit(ANN, "A-1", false), Refusal.EmptyCart.class);
        assertRefused(stock.commit(ANN, "A-1", true), Refusal.EmptyCart.class);
    }

    @Test
    void aCheckoutSaysWhichLineIsGoneAndSellsNothing() {
        join(stock.hold(ANN, "A", 1));
        clock.move(HOLD.minusMinutes(1));
        join(stock.hold(ANN, "P", 2));
        clock.move(Duration.ofMinutes(2));

        Refusal.Gone refusal = assertRefused(stock.commit(ANN, "A-1", false), Refusal.Gone.class);

        assertThat(refusal.holds()).extracting(Hold::sku).containsExactly("A");
        assertThat(level("P").sold()).isZero();
        assertThat(join(stock.commit(ANN, "A-1", true)).lines()).containsExactly(new Sold("P", 2, 0));
        assertRefused(stock.commit(ANN, "A-2", false), Refusal.EmptyCart.class);
    }

    @Test
    void aCartOfWhichEverythingIsGoneSellsNothing() {
        join(stock.hold(ANN, "P", 2));
        clock.move(HOLD);

        assertRefused(stock.commit(ANN, "A-1", false), Refusal.Gone.class);
        assertRefused(stock.commit(ANN, "A-1", true), Refusal.Gone.class);
        assertThat(level("P").onHand()).isEqualTo(10);
    }

    @Test
    void whatIsPutInAgainOrLongGoneIsNotInTheWay() {
        join(stock.hold(ANN, "P", 1));
        join(stock.hold(BOB, "P", 1));
        clock.move(HOLD);
        join(stock.hold(ANN, "P", 1));
        assertThat(join(stock.commit(ANN, "A-1", false)).lines()).hasSize(1);

        clock.move(HOLD_LIMIT);
        join(stock.hold(BOB, "A", 1));
        assertThat(join(stock.commit(BOB, "B-1", false)).lines()).containsExactly(new Sold("A", 1, 0));
    }

    @Test
    void aReturnPutsSoldUnitsBackOnceForEachKey() {
        join(stock.hold(ANN, "P", 3));
        join(stock.commit(ANN, "A-1", false));

        Level level = join(stock.giveBack("A-1", "P", 2, "r1"));

        assertThat(join(stock.giveBack("A-1", "P", 2, "r1"))).isEqualTo(level);
        assertThat(level).extracting(Level::onHand, Level::sold).containsExactly(9L, 1L);
        assertThat(join(stock.commit(ANN, "A-1", false)).lines()).containsExactly(new Sold("P", 3, 2));
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void neverMoreComesBackThanWasSold() {
        join(stock.hold(ANN, "P", 3));
        join(stock.commit(ANN, "A-1", false));
        join(stock.giveBack("A-1", "P", 2, "r1"));

        assertThat(assertRefused(stock.giveBack("A-1", "P", 2, "r2"), Refusal.NotSold.class)
                        .left())
                .isEqualTo(1);
        assertRefused(stock.giveBack("A-1", "A", 1, "r3"), Refusal.NotSold.class);
        assertRefused(stock.giveBack("A-1", "P", 0, "r4"), Refusal.NotSold.class);
        assertRefused(stock.giveBack("A-2", "P", 1, "r5"), Refusal.UnknownOrder.class);
        assertThat(level("P").onHand()).isEqualTo(9);
    }

    @Test
    void aSaleAndAReturnStandInTheLedgerUnderTheirOrder() {
        join(stock.hold(ANN, "P", 3));
        join(stock.commit(ANN, "A-1", false));
        join(stock.giveBack("A-1", "P", 1, "r1"));

        assertThat(join(stock.ledger("P", 2, 9)))
                .extracting(Movement::verb, Movement::quantity, Movement::party)
                .containsExactly(tuple(Verb.COMMIT, 3L, "order A-1"), tuple(Verb.RETURN, 1L, "order A-1"));
    }

    @Test
    void aCartListsItsHoldsOldestFirst() {
        join(stock.hold(ANN, "P", 1));
        clock.move(Duration.ofMillis(1));
        join(stock.hold(ANN, "A", 2));
        clock.move(Duration.ofMillis(1));
        join(stock.hold(ANN, "P", 3)); // changed, but still the first to be put in

        assertThat(join(stock.cart(ANN)))
                .extracting(line -> line.level().sku(), Line::quantity)
                .containsExactly(tuple("P", 3), tuple("A", 2));
    }

    @Test
    void aCartHasNothingOfOthersWithSimilarSessions() {
        for (String similar : List.of("an", "ann.", "ann-", "ann0", "anna", "ann~")) {
            join(stock.hold(new Session(similar), "P", 1));
        }

        assertThat(join(stock.cart(ANN))).isEmpty();
    }

    @Test
    void listenersHearTheNewestLevel() {
        Line line = join(stock.hold(ANN, "P", 1));

        assertThat(told).containsExactly(line.level());
    }

    @Test
    void whatWasAnsweredIsThereAfterReopening() throws Exception {
        Line line = join(stock.hold(ANN, "P", 2));

        close();
        stock = open();

        assertThat(level("P")).isEqualTo(line.level());
        assertThat(join(stock.cart(ANN))).containsExactly(line);
        assertThat(join(stock.first())).isEqualTo("P");
    }

    @Test
    void aShelfThatWasForgottenBeginsANewEpoch() throws Exception {
        String before = level("P").version().epoch();
        close();
        forget();
        stock = open();
        join(stock.fill(Map.of("P", 10L)));

        assertThat(level("P").version().epoch()).isNotEqualTo(before);
    }

    @Test
    void aClosedStockIsAway() {
        stock.close();

        assertRefused(stock.hold(ANN, "P", 1), Refusal.Away.class);
        assertRefused(stock.check(), Refusal.Away.class);
    }

    @Test
    void tenUnitsHaveTenWinners() throws Exception {
        Race.assertTenWinners(stock);
        assertThat(level("P").available()).isZero();
    }

    @Test
    void theRaceNoticesAStockThatLooksAndThenActs() {
        assertThatThrownBy(() -> Race.assertTenWinners(new TornStock()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("winners");
    }

    @Test
    void aCrowdLeavesTheBooksStraight() throws Exception {
        Crowd.assertBooksStraight(stock, Long.getLong("seed", System.nanoTime()));
    }

    @Test
    void aCrowdNoticesAStockThatForgets() {
        assertThatThrownBy(() -> Crowd.assertBooksStraight(new ForgetfulStock(), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the sum of all carts");
    }

    @Test
    void aCrowdNoticesAStockThatTellsOldNews() {
        assertThatThrownBy(() -> Crowd.assertBooksStraight(Fault.TELLS_OLD_NEWS.in(stock), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("versions told");
    }

    /** Makes the engine forget all it had, while it is closed. */
    protected abstract void forget() throws Exception;

    private CompletionStage<Level> set(String sku, long onHand, long safetyStock, Version expected) {
        try {
            return stock.set(new Count(sku, onHand, safetyStock, null), expected)
                    .thenApply(Item::level);
        } catch (IllegalArgumentException cannotBe) {
            return CompletableFuture.failedStage(cannotBe);
        }
    }

    private void title(String sku, String title) {
        join(stock.set(new Count(sku, 5, null, title), null));
    }

    private List<String> found(String words) {
        return join(stock.find(Search.of(words), "", 100)).stream()
                .map(Item::sku)
                .toList();
    }

    private Level level(String sku) {
        return join(stock.level(sku));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static <R extends Refusal> R assertRefused(CompletionStage<?> stage, Class<R> how) {
        try {
            join(stage);
        } catch (CompletionException refused) {
            assertThat(refused.getCause()).isInstanceOf(how);
            return how.cast(refused.getCause());
        }
        throw new AssertionError("Not refused, though it should be: " + how.getSimpleName());
    }
}
