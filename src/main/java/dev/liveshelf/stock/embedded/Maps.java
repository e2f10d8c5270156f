package dev.liveshelf.stock.embedded;

import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.DataType;

/**
 * The maps of a store, by name, all keys and values with a checksum. A map that was there and cannot be found any more is
 * damage; the store itself would begin an empty one.
 */
final class Maps {

    private static final String FACTS = "about";

    private final MVStore store;
    private final List<MVMap<?, ?>> all = new ArrayList<>();
    private final MVMap<String, String> facts;

    Maps(MVStore store) {
        this.store = store;
        this.facts = map(FACTS, TextType.TEXT, TextType.TEXT);
    }

    /** Returns what is to be known of the store as a whole. */
    MVMap<String, String> facts() {
        return facts;
    }

    <V> MVMap<String, V> open(String name, DataType<V> values) {
        return open(name, TextType.TEXT, values);
    }

    /** @throws Damaged if it has been opened before and is not there any more */
    <K, V> MVMap<K, V> open(String name, DataType<K> keys, DataType<V> values) {
        boolean known = facts.putIfAbsent("map." + name, "") != null;
        if (known && !store.hasMap(name)) {
            throw new Damaged("there are no " + name);
        }
        return map(name, keys, values);
    }

    /** Returns those that are open. */
    List<MVMap<?, ?>> all() {
        return List.copyOf(all);
    }

    private <K, V> MVMap<K, V> map(String name, DataType<K> keys, DataType<V> values) {
        MVMap<K, V> map = store.openMap(
                name, new MVMap.Builder<K, V>().keyType(new Checked<>(keys)).valueType(new Checked<>(values)));
        all.add(map);
        return map;
    }
}
