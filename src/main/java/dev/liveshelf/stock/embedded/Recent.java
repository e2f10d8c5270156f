package dev.liveshelf.stock.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/** A map on disk that remembers so many entries: past that the oldest are forgotten. Only the writer's thread comes here. */
final class Recent<V> {

    private final int limit;
    private final MVMap<String, V> values;

    /** When each key came, as a number, and the other way round. */
    private final MVMap<String, Long> numbers;

    private final MVMap<Long, String> order;

    Recent(Maps maps, String name, DataType<V> type, int limit) {
        this.limit = limit;
        values = maps.open(name, type);
        numbers = maps.open(name + ".numbers", LongDataType.INSTANCE);
        order = maps.open(name + ".order", LongDataType.INSTANCE, TextType.TEXT);
    }

    @Nullable
    V get(String key) {
        return values.get(key);
    }

    /** Remembers an entry as the newest. */
    void put(String key, V value) {
        remove(key);
        Long newest = order.lastKey();
        long number = newest == null ? 1 : newest + 1;
        values.put(key, value);
        numbers.put(key, number);
        order.put(number, key);
        if (order.sizeAsLong() > limit) {
            remove(Objects.requireNonNull(order.get(order.firstKey())));
        }
    }

    void remove(String key) {
        Long number = numbers.remove(key);
        if (number != null) {
            values.remove(key);
            order.remove(number);
        }
    }

    /** Returns the values of all keys that begin so, in the order of the keys. */
    List<V> beginningWith(String prefix) {
        List<V> found = new ArrayList<>();
        Cursor<String, V> cursor = values.cursor(prefix);
        while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
            found.add(cursor.getValue());
        }
        return found;
    }
}
