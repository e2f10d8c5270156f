package dev.liveshelf.cart;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A waiting list that is taken away whole and served on its lane, a few at a time: between them the lane has time for what else
 * there is to do, the answers to carts before all. The first time it is run it leaves an empty list: while those of the chain are
 * served, newcomers sit in that one.
 */
final class Chain implements Runnable {

    /** Some 10 µs each: nothing waits much longer than half a millisecond for its turn. */
    private static final int AT_A_TIME = 50;

    private final Lane lane;
    private final WaitingList list;
    private final Consumer<Place> each;
    private final IntConsumer over;

    // Of the lane:
    private boolean taken;
    private @Nullable Place rest;
    private int served;

    /**
     * @param each is given each of them, and may have it join another list; if it fails, the others are served all the same
     * @param over is told how many they were, when the last has been served
     */
    Chain(Lane lane, WaitingList list, Consumer<Place> each, IntConsumer over) {
        this.lane = lane;
        this.list = list;
        this.each = each;
        this.over = over;
    }

    /** On the lane, which is given the rest to do later. */
    @Override
    public void run() {
        if (!taken) {
            taken = true;
            rest = list.takeAll();
        }
        try {
            for (int i = 0; i < AT_A_TIME && rest != null; i++) {
                Place place = rest;
                rest = place.letGo(); // before it is served: then it may join another list
                served++;
                each.accept(place);
            }
        } finally { // whatever happens, the others are not forgotten
            if (rest != null) {
                lane.execute(this);
            } else {
                over.accept(served);
            }
        }
    }
}
