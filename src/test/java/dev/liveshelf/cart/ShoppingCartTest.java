package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ShoppingCartTest {

    private static final Limits LIMITS = new Limits(Duration.ofMillis(50), Duration.ofSeconds(5), 3, 2);
    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final Session ANN = new Session("ann");

    @TempDir
    private Path directory;

    private final HandTimer timer = new HandTimer();
    private final HandClock clock = new HandClock();
    private final RecordingViewer viewer = new RecordingViewer();
    private Stock stock;
    private ShoppingCart cart;

    @BeforeEach
    void openOnTenOfP() {
        Rules rules = new Rules(10, 100, Duration.ofMinutes(15), Duration.ofHours(1), Rules.LEDGER_LIMIT);
        stock = EmbeddedStock.open(directory, rules, clock);
        stock.fill(Map.of("P", 10L)).toCompletableFuture().join();
        cart = over(stock);
    }

    @AfterEach
    void close() {
        cart.close();
        stock.close();
    }

    @Test
    void whatIsPutIntoACartIsOffTheShelfForEveryoneAtOnce() {
        register(cart, viewer, new Watch("P", null));

        Line line = get(cart.moveItemToCart(ANN, "P", 2));

        assertThat(line.quantity()).isEqualTo(2);
        await().until(() -> viewer.heard().equals(List.of("P@2=8")));
        assertThat(get(cart.getInventoryCount("P"))).isEqualTo(8);
        assertThat(get(cart.getLevel("P"))).isEqualTo(line.level());
        assertThat(get(cart.getCart(ANN))).containsExactly(line);
    }

    @Test
    void whatIsTakenOutOfACartIsBackOnTheShelfForEveryone() {
        get(cart.moveItemToCart(ANN, "P", 2));
        register(cart, viewer, new Watch("P", null));

        assertThat(get(cart.removeItemFromCart(ANN, "P")).quantity()).isZero();

        await().until(() -> viewer.heard().equals(List.of("P@3=10")));
        assertThat(get(cart.getCart(ANN))).isEmpty();
    }

    @Test
    void aHoldThatIsExtendedStaysLonger() {
        get(cart.moveItemToCart(ANN, "P", 2));
        clock.move(Duration.ofMinutes(5));

        Line line = get(cart.extendHold(ANN, "P"));

        assertThat(line.hold().expires()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void theShopCountsSellsAndTakesBack() {
        assertThat(get(cart.getFirstItem())).isEqualTo("P");
        get(cart.setItems(List.of(new Count("Q", 3, 0L, "A quilt"), new Count("R", 1, 0L, "A rug"))));
        assertThat(get(cart.setItem(new Count("P", 20, 0L, "A pot"), null)).title())
                .isEqualTo("A pot");
        assertThat(get(cart.getItem("Q")).title()).isEqualTo("A quilt");
        assertThat(get(cart.getItems("P", 9))).extracting(Item::sku).containsExactly("Q", "R");
        assertThat(get(cart.findItems(Search.of("rug"), "", 9)))
                .extracting(Item::sku)
                .containsExactly("R");
        assertThat(get(cart.adjustItem("P", -5, "damaged", "key")).onHand()).isEqualTo(15);

        get(cart.moveItemToCart(ANN, "P", 4));
        Order order = get(cart.checkout(ANN, "A-1", /* partial= */ false));
        assertThat(order.lines()).containsExactly(new Order.Sold("P", 4, 0));
        assertThat(get(cart.giveBack("A-1", "P", 1, "another key")).onHand()).isEqualTo(12);

        assertThat(get(cart.getLedger("P", 2, 9)))
                .extracting(Movement::verb)
                .containsExactly(Verb.ADJUST, Verb.HOLD, Verb.COMMIT, Verb.RETURN);
    }

    @Test
    void anAuditReturnsWhatTheStockFinds() {
        Stock crooked = mock();
        List<Finding> findings = List.of(new Finding("P", "does not add up"));
        when(crooked.audit()).thenReturn(CompletableFuture.completedStage(findings));

        try (ShoppingCart other = over(crooked)) {
            assertThat(get(other.audit())).isEqualTo(findings);
        }
    }

    @Test
    void aBackupIsAFile() {
        assertThat(get(cart.backup())).isRegularFile();
    }

    @Test
    void aStockThatIsAwayIsNotWell() {
        get(cart.check());

        stock.close();

        assertThatThrownBy(() -> get(cart.check())).hasCauseInstanceOf(Refusal.Away.class);
    }

    @Test
    void answersComeOnALaneSoThatNobodysSocketHoldsTheEngineUp() {
        CompletableFuture<Level> level = new CompletableFuture<>();
        Stock slow = mock();
        when(slow.level("P")).thenReturn(level);

        try (ShoppingCart other = over(slow)) {
            CompletionStage<String> thread =
                    other.getLevel("P").thenApply(any -> Thread.currentThread().getName());
            level.complete(Level.first("P", "e", 10, 0));

            assertThat(get(thread)).startsWith("liveshelf-lane-");
        }
    }

    @Test
    void nobodyWaitsForAnItemThatIsNotThere() {
        assertThatThrownBy(() -> register(cart, viewer, new Watch("P", null), new Watch("X", null)))
                .hasCauseInstanceOf(Refusal.UnknownItem.class);
        assertThat(cart.viewers()).isZero();
    }

    @Test
    void whoWaitsIsCountedUntilTheRoomIsFull() {
        register(cart, viewer, new Watch("P", null));
        register(cart, new RecordingViewer(), new Watch("P", null));
        assertThat(cart.isFull()).isFalse();
        Seat stream = register(cart, new RecordingViewer(/* stays= */ true), new Watch("P", null));

        assertThat(cart.viewers()).isEqualTo(3);
        assertThat(cart.streams()).isEqualTo(1);
        assertThat(cart.isFull()).isTrue();

        stream.leave();

        assertThat(cart.viewers()).isEqualTo(2);
        assertThat(cart.streams()).isZero();
        assertThat(cart.isFull()).isFalse();
    }

    @Test
    void whoHasSeenMoreThanThisNodeIsNotToldAnOlderCount() {
        Stock shared = mock();
        Level first = Level.first("P", "e", 10, 0);
        Level later = first.holding(1).holding(1);
        when(shared.level(anyString())).thenReturn(CompletableFuture.completedStage(first));

        try (ShoppingCart node = over(shared)) {
            RecordingViewer another = new RecordingViewer();
            register(node, another, new Watch("P", null));
            verify(shared).watch("P");
            when(shared.level("P")).thenReturn(CompletableFuture.completedStage(later)); // written on another node
            register(node, viewer, new Watch("P", later.version()));

            assertThat(heard(viewer, node)).isEmpty();
            assertThat(another.heard()).containsExactly("P@3=8");
        }
    }

    @Test
    void theEngineIsNotAskedAgainForAnItemThatIsWatched() {
        Stock shared = mock();
        Level first = Level.first("P", "e", 10, 0);
        when(shared.level("P")).thenReturn(CompletableFuture.completedStage(first));

        try (ShoppingCart node = over(shared)) {
            register(node, viewer, new Watch("P", null));
            when(shared.level("P")).thenReturn(CompletableFuture.failedStage(new Refusal.Away("it does not answer")));

            register(node, new RecordingViewer(), new Watch("P", first.version()));

            assertThat(node.viewers()).isEqualTo(2);
        }
    }

    @Test
    void aDrainSendsWhoWaitsAway() {
        register(cart, viewer, new Watch("P", null));
        assertThat(cart.isDraining()).isFalse();

        CompletableFuture<Void> drained = cart.drain().toCompletableFuture();
        assertThat(cart.isDraining()).isTrue();
        timer.moveMillis(5_000);
        drained.join();

        await().until(() -> viewer.heard().equals(List.of("end P@1=10")));
        assertThatThrownBy(() -> register(cart, new RecordingViewer(), new Watch("P", null)))
                .hasCauseInstanceOf(TurnedAway.class);
    }

    @Test
    void closingWaitsForAnAnswerThatIsUnderWay() throws Exception {
        CompletableFuture<Line> answer = new CompletableFuture<>();
        Stock slow = mock();
        when(slow.hold(ANN, "P", 1)).thenReturn(answer);
        ShoppingCart other = over(slow);
        CompletionStage<Line> told = other.moveItemToCart(ANN, "P", 1);
        Thread closing = new Thread(other::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(other.isDraining()).isFalse();

        answer.complete(new Line(Level.first("P", "e", 10, 0), null));
        get(told);
        closing.join();

        assertThat(other.isDraining()).isTrue();
    }

    @Test
    void closingLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ShoppingCart other = new ShoppingCart(stock, LIMITS, RoomEye.CLOSED);
        long begin = other.now();
        get(other.getLevel("P"));
        assertThat(other.now()).as("the system's clock").isGreaterThan(begin);

        other.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("liveshelf-lane")
                        || thread.getName().startsWith("liveshelf-timer"));
    }

    private ShoppingCart over(Stock engine) {
        return new ShoppingCart(engine, LIMITS, RoomEye.CLOSED, timer, new Lanes(2));
    }

    private static Seat register(ShoppingCart at, Viewer who, Watch... watches) {
        return get(at.register(who, List.of(watches), WAIT, null));
    }

    /** Returns what the viewer has heard when both lanes have done what they were given. */
    private static List<String> heard(RecordingViewer who, ShoppingCart at) {
        get(at.getLevel("P")); // on the one lane
        get(at.getLevel("P")); // and on the other
        return who.heard();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
