package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void isReadAsItWasWritten() {
        assertThat(Version.parse("k3f9.13")).isEqualTo(new Version("k3f9", 13)).hasToString("k3f9.13");
        assertThat(Version.parse("k.0")).as("of an item that is about to come").isEqualTo(new Version("k", 0));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "k.", ".1", "k.-1", "k.x", "k", "k.1.2", "k.99999999999999999999"})
    void anythingElseIsNone(String text) {
        assertThat(Version.parse(text)).isEqualTo(Version.NONE);
    }

    @Test
    void onlyVersionsOfOneEpochHaveAnOrder() {
        Version one = new Version("k", 1);

        assertThat(one.next().isAheadOf(one)).isTrue();
        assertThat(one.isAheadOf(one)).isFalse();
        assertThat(new Version("other", 2).isAheadOf(one)).isFalse();
    }
}
