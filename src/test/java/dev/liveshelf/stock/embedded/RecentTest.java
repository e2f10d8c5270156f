package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final int LIMIT = 3;

    private final MVStore store = MVStore.open(null);
    private final Recent<String> recent = new Recent<>(new Maps(store), "recent", StringDataType.INSTANCE, LIMIT);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theOldestIsForgottenForTheNewest() {
        put("a", "b", "c", "d");

        assertThat(recent.get("a")).isNull();
        assertThat(recent.get("b")).isEqualTo("b");
        assertThat(recent.get("d")).isEqualTo("d");
    }

    @Test
    void whatIsPutAgainIsTheNewest() {
        put("a", "b", "c", "a", "d");

        assertThat(recent.get("a")).isEqualTo("a");
        assertThat(recent.get("b")).isNull();
    }

    @Test
    void whatWasRemovedMakesRoom() {
        put("a", "b", "c");
        recent.remove("b");
        put("d");

        assertThat(recent.beginningWith("")).containsExactly("a", "c", "d");
    }

    @Test
    void nothingGrowsBeyondTheLimit() {
        for (int i = 0; i < 100; i++) {
            put("key" + i % 7, "again");
        }

        assertThat(store.getMapNames()).allMatch(name -> store.openMap(name).size() <= LIMIT);
    }

    private void put(String... keys) {
        for (String key : keys) {
            recent.put(key, key);
        }
    }
}
