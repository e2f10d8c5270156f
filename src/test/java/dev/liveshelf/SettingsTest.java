package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void whatIsNotSetHasADefault() {
        Settings settings = Settings.read(name -> null);

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.host()).isEmpty();
        assertThat(settings.items()).containsExactly(entry("P", 10L));
        assertThat(settings.data()).isEqualTo(Path.of(System.getProperty("user.home"), ".liveshelf"));
        assertThat(settings.longestWait()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.holdTime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.holdLimit()).isEqualTo(Duration.ofMinutes(60));
        assertThat(settings.quantityLimit()).isEqualTo(10);
        assertThat(settings.cartLimit()).isEqualTo(200);
        assertThat(settings.viewersLimit()).isEqualTo(20_000);
        assertThat(settings.viewersSessionLimit()).isEqualTo(16);
        assertThat(settings.sessionsLimit()).isZero();
        assertThat(settings.proxies()).isEmpty();
        assertThat(settings.tick()).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.redisWait()).isZero();
        assertThat(settings.tlsKeystore()).isNull();
        assertThat(settings.tlsPassword()).isEmpty();
        assertThat(settings.origins()).isEmpty();
        assertThat(settings.demo()).isTrue();
    }

    @Test
    void aCartHoldsAtLeastWhatItMayHoldOfOneItem() {
        assertThat(read("quantity.limit", "1000").cartLimit()).isEqualTo(1_000);
    }

    @Test
    void proxiesAreAddressesAndNetworks() {
        assertThat(read("proxies", "127.0.0.1, 10.0.0.0/8,fd00::/8,::1").proxies())
                .containsExactlyInAnyOrder("127.0.0.1", "10.0.0.0/8", "fd00::/8", "::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "localhost", "10.0.0.0/33", "10.0.0", "999.0.0.1", "fd00::/129", "::1,", "1::2::3"})
    void whatIsNoProxyIsRefusedInWords(String proxies) {
        assertThatThrownBy(() -> read("proxies", proxies))
                .hasMessageContaining("The setting liveshelf.proxies is \"" + proxies + "\"")
                .hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void originsAreTakenAsBrowsersSendThem() {
        assertThat(read(
                                "origins",
                                "https://shop.example, http://localhost:3000,https://[::1]:8443,http://xn--bcher-kva.example")
                        .origins())
                .containsExactlyInAnyOrder(
                        "https://shop.example",
                        "http://localhost:3000",
                        "https://[::1]:8443",
                        "http://xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "shop.example",
                "https://",
                "https://shop.example/",
                "https://shop.example/path",
                "https://Shop.example",
                "HTTPS://shop.example",
                "https://*.example",
                "https://shop.example:443",
                "http://shop.example:80",
                "https://shop.example:0",
                "https://shop.example:65536",
                "https://shop.example:99999999999",
                "https://user@shop.example",
                "https://shop.example.",
                "https://bücher.example",
                "file://",
                "https://shop.example,",
                "https://shop.example https://other.example",
                "https://shop.example,https://shop.example"
            })
    void anOriginThatNoBrowserSendsIsRefused(String value) {
        assertThatThrownBy(() -> read("origins", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The setting liveshelf.origins is \"" + value + "\"; it must be origins as")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(read("redis", "redis://:secret@host")).asString().doesNotContain("secret");
        assertThat(read("token", "secret")).asString().doesNotContain("secret");
        assertThat(read("tls.password", "secret")).asString().doesNotContain("secret");
    }

    @Test
    void itemsKeepTheirOrder() {
        assertThat(read("items", "Q=5, P=10,A=0").items())
                .containsExactly(entry("Q", 5L), entry("P", 10L), entry("A", 0L));
    }

    @ParameterizedTest
    @CsvSource({"50ms,50", "25s,25000", "1m,60000"})
    void durationsAreReadWithTheirUnit(String text, long millis) {
        assertThat(read("wait", text.equals("50ms") ? "100ms" : text).longestWait())
                .isEqualTo(Duration.ofMillis(text.equals("50ms") ? 100 : millis));
        assertThat(read("drain", text).drain()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port|http|a number from 0 to 65535",
                "port|65536|a number from 0 to 65535",
                "port|-1|a number from 0 to 65535",
                "wait|25|a time from 100ms to 5m, such as 50ms, 25s or 15m",
                "wait|1h|a time from 100ms to 5m, such as 50ms, 25s or 15m",
                "wait|soon|a time from 100ms to 5m, such as 50ms, 25s or 15m",
                "tick|-50ms|a time from 0s to 10s, such as 50ms, 25s or 15m",
                "items|P|items and their units, each item once, such as P=10,Q=5",
                "items|P=|items and their units, each item once, such as P=10,Q=5",
                "items|P=-1|items and their units, each item once, such as P=10,Q=5",
                "items|P=1,P=2|items and their units, each item once, such as P=10,Q=5",
                "items|P=1,,Q=2|items and their units, each item once, such as P=10,Q=5",
                "redis.wait|one|a number from 0 to 10",
                "redis.wait|11|a number from 0 to 10",
                "redis.wait|-1|a number from 0 to 10",
                "viewers.limit|0|a number from 1 to 10000000"
            })
    void aBadValueIsNamedWithWhatWouldBeRight(String name, String value, String right) {
        assertThatThrownBy(() -> read(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The setting liveshelf." + name + " is \"" + value + "\"; it must be " + right + ".");
    }

    private static Settings read(String name, String value) {
        return Settings.read(Map.of(name, value)::get);
    }
}
