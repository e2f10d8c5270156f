package dev.liveshelf.stock.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which primary of a Cluster has which slots. */
record Slots(List<Range> ranges) {

    static final Slots NONE = new Slots(List.of());

    record Range(int first, int last, Place primary) {}

    /** Where a Redis is. */
    record Place(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Reads what CLUSTER SLOTS answered.
     *
     * @param asked whose answer it is: it may not know its own name
     */
    static Slots read(List<Object> answer, String asked) {
        List<Range> ranges = new ArrayList<>();
        for (Object range : answer) {
            Reply words = new Reply((List<?>) range);
            Reply primary = words.list(2);
            Object host = primary.parts().get(0);
            boolean unnamed = host == null || host.equals("") || host.equals("?");
            Place place = new Place(unnamed ? asked : primary.text(0), Integer.parseInt(primary.text(1)));
            ranges.add(new Range(Integer.parseInt(words.text(0)), Integer.parseInt(words.text(1)), place));
        }
        return new Slots(List.copyOf(ranges));
    }

    /** Returns the primary of a key or channel, or null: nobody has it now. */
    @Nullable
    Place of(String key) {
        int slot = SlotHash.getSlot(key);
        for (Range range : ranges) {
            if (range.first() <= slot && slot <= range.last()) {
                return range.primary();
            }
        }
        return null;
    }

    Set<Place> primaries() {
        Set<Place> all = new LinkedHashSet<>();
        ranges.forEach(range -> all.add(range.primary()));
        return all;
    }
}
