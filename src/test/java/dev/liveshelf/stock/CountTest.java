package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountTest {

    @Test
    void whatCannotBeIsNoCount() {
        assertThatThrownBy(() -> new Count("<b>", 1, 0L, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Count("P", -1, 0L, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Count("P", Level.MOST_UNITS + 1, 0L, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Count("P", 1, -1L, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Count("P", 1, 0L, "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Count("P", 1, 0L, "x".repeat(Count.LONGEST_TITLE + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongestTitleIsOne() {
        assertThat(new Count("P", 1, 0L, "x".repeat(Count.LONGEST_TITLE)).title())
                .hasSize(Count.LONGEST_TITLE);
    }
}
