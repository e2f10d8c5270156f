package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

/** How an operator writes where Redis is. */
class AddressTest {

    @Test
    void oneHasItsDatabase() {
        assertThat(Address.parse("redis://:a,b@localhost:6380/3"))
                .singleElement()
                .returns("localhost", RedisURI::getHost)
                .returns(6380, RedisURI::getPort)
                .returns(3, RedisURI::getDatabase);
    }

    @Test
    void severalAreThoseOfACluster() {
        assertThat(Address.parse("redis://:secret@one:6379,two:6380"))
                .extracting(RedisURI::getHost)
                .containsExactly("one", "two");
    }

    @Test
    void sentinelsAreNamedTogether() {
        assertThat(Address.parse("redis-sentinel://one:26379,two:26379/2#shop"))
                .singleElement()
                .returns(2, RedisURI::getDatabase)
                .returns("shop", RedisURI::getSentinelMasterId);
    }

    @Test
    void whatIsNoneIsRefusedWithoutAWordOfIt() {
        assertThatThrownBy(() -> Address.parse("rediss://:secret@"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
