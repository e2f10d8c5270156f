package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.redis.Confirming.Copies;
import io.lettuce.core.RedisURI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer waits for, by what Redis says of itself. That a real one does it is in RedisWaitTest. */
class ConfirmingTest {

    private static final String KEY = "liveshelf:{P}:item";

    @ParameterizedTest
    @CsvSource({"7.2.0,1,true", "7.2.4,1,true", "8.0.1,1,true", "7.0.15,1,false", "6.2.11,1,false", "7.2.4,0,false"})
    void disksAreAskedWhereRedisKnowsThem(String version, String appends, boolean knows) {
        RedisInfo info = new RedisInfo("redis_version:" + version + "\r\naof_enabled:" + appends + "\r\n");

        assertThat(info.knowsDisks()).isEqualTo(knows);
    }

    @Test
    void enoughIsSoManyReplicasAndWhereDisksCountThePrimarysOwn() {
        assertThat(new Confirming(2, false).isEnough(new Copies(0, 2))).isTrue();
        assertThat(new Confirming(2, false).isEnough(new Copies(0, 1))).isFalse();
        assertThat(new Confirming(1, true).isEnough(new Copies(1, 1))).isTrue();
        assertThat(new Confirming(1, true).isEnough(new Copies(0, 1))).isFalse();
        assertThat(new Confirming(1, true).isEnough(new Copies(1, 0))).isFalse();
    }

    @Test
    void firstTheMarkThenWhoHasItThenOnWhoseDiskItIs() throws Exception {
        try (StubRedis redis = stub("*2\r\n:1\r\n:1\r\n");
                Timer timer = new Timer();
                Lettuce lettuce = Lettuce.start(timer)) {
            ask(redis, lettuce, timer);

            assertThat(redis.asked()).hasSize(3);
            assertThat(redis.asked().get(0)).startsWith("SET liveshelf:{P}:mark  PX ");
            assertThat(redis.asked().get(1)).startsWith("WAIT 1 ");
            assertThat(redis.asked().get(2)).startsWith("WAITAOF 1 1 ");
        }
    }

    @Test
    void whatIsOnNoDiskIsNotConfirmed() throws Exception {
        try (StubRedis redis = stub("*2\r\n:1\r\n:0\r\n");
                Timer timer = new Timer();
                Lettuce lettuce = Lettuce.start(timer)) {
            assertThatThrownBy(() -> ask(redis, lettuce, timer)).hasMessageContaining("may have been done");
        }
    }

    private static StubRedis stub(String disks) throws Exception {
        return new StubRedis(Map.of("SET", "+OK\r\n", "WAIT", ":1\r\n", "WAITAOF", disks));
    }

    private static void ask(StubRedis redis, Lettuce lettuce, Timer timer) {
        var connection = lettuce.connect(RedisURI.create("redis://127.0.0.1:" + redis.port()))
                .join();
        Replicas replicas = new Replicas(lettuce, connection, new Confirming(1, true), timer, fault -> {});
        try {
            replicas.confirm(KEY).join();
        } finally {
            replicas.close();
        }
    }
}
