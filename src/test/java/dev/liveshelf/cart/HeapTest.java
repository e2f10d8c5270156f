package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapTest {

    private final MemoryPoolMXBean pool = mock();
    private final Heap heap = new Heap.Pool(pool);

    @Test
    void isNearlyFullFromNineTenthsOn() {
        holds(89, 89);
        assertThat(heap.isNearlyFull(1_000)).isFalse();

        holds(90, 90);
        assertThat(heap.isNearlyFull(1_000)).isTrue();
    }

    @Test
    void garbageDoesNotCount() {
        holds(50, 99);

        assertThat(heap.isNearlyFull(1_000)).isFalse();
    }

    @Test
    void whatHasBeenFreedSinceTheLastCollectionIsSeen() {
        holds(95, 60);

        assertThat(heap.isNearlyFull(1_000)).isFalse();
    }

    @Test
    void itIsCollectedEachTimeThatATenthOfTheViewersHasLeft() {
        holds(95, 95);
        assertThat(heap.isNearlyFull(1_000)).isTrue();

        aCollectionWouldLeave(60);
        assertThat(heap.isNearlyFull(901)).as("not enough have left").isTrue();
        aCollectionWouldLeave(95);
        assertThat(heap.isNearlyFull(900)).as("they took little").isTrue();
        aCollectionWouldLeave(60);
        assertThat(heap.isNearlyFull(811)).as("a tenth of nine hundred").isTrue();
        aCollectionWouldLeave(60);
        assertThat(heap.isNearlyFull(810)).isFalse();
    }

    @Test
    void whoCameSinceItWasLastFullIsCountedAnew() {
        holds(95, 95);
        assertThat(heap.isNearlyFull(1_000)).isTrue();
        holds(60, 60);
        assertThat(heap.isNearlyFull(1_000)).isFalse();
        holds(95, 95);
        assertThat(heap.isNearlyFull(500)).isTrue();

        aCollectionWouldLeave(60);
        assertThat(heap.isNearlyFull(480))
                .as("of five hundred, not of a thousand")
                .isTrue();
    }

    @Test
    void withNobodyInItNobodyCanHaveLeft() {
        holds(95, 95);
        assertThat(heap.isNearlyFull(0)).isTrue();

        aCollectionWouldLeave(60);
        assertThat(heap.isNearlyFull(0)).isTrue();
    }

    @Test
    void aHeapThatCannotBeLookedAtIsNeverFull() {
        assertThat(new Heap.Pool(null).isNearlyFull(1_000)).isFalse();
    }

    @Test
    void thatOfThisJvmHasRoom() {
        assertThat(Heap.ofThisJvm().isNearlyFull(1_000)).isFalse();
    }

    private void holds(long afterCollection, long now) {
        MemoryUsage left = usage(afterCollection);
        MemoryUsage used = usage(now);
        when(pool.getCollectionUsage()).thenReturn(left);
        when(pool.getUsage()).thenReturn(used);
    }

    /** It is full when it is looked at, and the second look, after a collection, finds so much. */
    private void aCollectionWouldLeave(long units) {
        MemoryUsage full = usage(95);
        MemoryUsage left = usage(units);
        when(pool.getCollectionUsage()).thenReturn(full, left);
        when(pool.getUsage()).thenReturn(full);
    }

    private static MemoryUsage usage(long of100) {
        return new MemoryUsage(0, of100, 100, 100);
    }
}
