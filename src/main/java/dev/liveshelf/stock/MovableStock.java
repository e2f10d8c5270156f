package dev.liveshelf.stock;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stock that can be packed, and unpacked in another engine. Nothing else should be asked of either meanwhile.
 *
 * <pre>
 *   EMPTY ---moveIn---&gt; MOVING IN ---movedIn---&gt; open
 *                        |  ^ unpack, moveIn with the same load
 *                        +--+
 * </pre>
 *
 * While it is moving in, {@link #fill} is refused as Away, so that no shop opens with half of its items.
 */
public interface MovableStock extends Stock {

    /**
     * Returns items with their holds in the order of their names, those after this name; no more than so many, and none only
     * if there are no more. Each item is as it is at one moment.
     */
    CompletionStage<List<Parcel>> pack(String after, int most);

    /**
     * Begins to move in, or goes on with what was begun with the same load. Refusals: NotEmpty.
     *
     * @param load names what is moved, by its content
     * @param first the item that is to be the first of the shelf; null for none
     */
    CompletionStage<Void> moveIn(String load, @Nullable String first);

    /**
     * Puts items with their holds on the shelf, at new versions. The same again changes nothing. Of an item that has come in
     * parts every part has the same numbers, and its own holds.
     */
    CompletionStage<Void> unpack(List<Parcel> parcels);

    /** Ends what {@link #moveIn} began. */
    CompletionStage<Void> movedIn();
}
