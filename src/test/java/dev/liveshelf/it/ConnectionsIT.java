package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The second flaw of the tutorial: each waiting request takes one of the few connections that a browser has for a shop. */
@ExtendWith(Browsers.AsParameter.class)
class ConnectionsIT {

    /** Ten requests are held at once. Returns what was spoken, and how many of them were sent before the first was answered. */
    private static final String TEN_AT_ONCE = """
            return (async () => {
              const since = (await (await fetch("status?wait=0")).json()).version;
              const held = Array.from({ length: 10 }, (_, n) => fetch(`status?wait=1&since=${since}&held=${n}`));
              await Promise.all((await Promise.all(held)).map((response) => response.text()));
              const times = performance.getEntriesByType("resource").filter((each) => each.name.includes("&held="));
              const firstEnd = Math.min(...times.map((each) => each.responseEnd));
              return [
                performance.getEntriesByType("navigation")[0].nextHopProtocol,
                times.filter((each) => each.requestStart < firstEnd).length,
              ];
            })();
            """;

    // The page that says 404 is one whose scripts may ask, and that asks nothing by itself.
    private Browser browser;

    @TempDir
    private Path home;

    @BeforeEach
    void openBrowser(Browsers browsers) {
        browser = browsers.of("ann", Make.CHROMIUM);
    }

    @Test
    void inClearTextTheSeventhRequestWaitsUntilAnotherIsAnswered() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home)) {
            browser.open(shop.address().resolve("not-here"));

            assertThat(browser.script(TEN_AT_ONCE)).isEqualTo(List.of("http/1.1", 6L));
        }
    }

    @Test
    void overTlsTenRequestsAreHeldAtOnce() throws IOException {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        try (ShopProcess shop = ShopProcess.start(home, "tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD)) {
            browser.open(shop.address().resolve("not-here"));

            assertThat(browser.script(TEN_AT_ONCE)).isEqualTo(List.of("h2", 10L));
        }
    }

    @Test
    void behindAProxyThatSpeaksTlsTenRequestsAreHeldAtOnce() throws IOException {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        try (ShopProcess shop = ShopProcess.start(home);
                Proxy proxy = Nginx.startWithTls(home, shop.address(), keys)) {
            browser.open(proxy.address().resolve("not-here"));

            assertThat(browser.script(TEN_AT_ONCE)).isEqualTo(List.of("h2", 10L));
        }
    }
}
