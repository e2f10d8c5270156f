package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;

/** Two shoppers, each with a browser, and a shop for each test. Afterwards the browsers have nothing to complain of. */
@ExtendWith(Browsers.AsParameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoShoppers {
    Browser ann;
    Browser bob;
    private Browsers browsers;

    @TempDir
    Path data;

    RunningShop shop;

    /** Which browsers they have. */
    Make make() {
        return Make.CHROMIUM;
    }

    @BeforeAll
    void openBrowsers(Browsers all) {
        browsers = all;
        CompletableFuture<Browser> other = CompletableFuture.supplyAsync(() -> all.of("bob", make()));
        ann = all.of("ann", make());
        bob = other.join();
    }

    /** The last page asks nobody any more. */
    @AfterAll
    void leave() {
        for (Browser browser : new Browser[] {ann, bob}) {
            if (browser != null) {
                browser.startAfresh();
            }
        }
    }

    @BeforeEach
    void startAfresh() {
        ann.startAfresh();
        bob.startAfresh();
    }

    @AfterEach
    void closeShop() {
        // A browser itself notes each answer that is an error; what is left would be of our making.
        List<String> complaints = Stream.of(ann, bob)
                .flatMap(browser -> browser.complaints().stream())
                .filter(line -> !line.contains("Failed to load resource"))
                .toList();
        shop.close();
        assertThat(complaints).as("the console").isEmpty();
    }

    final Browser withoutJavaScript() {
        return browsers.withoutJavaScript(make());
    }

    final void open(String... settings) throws Exception {
        shop = new RunningShop(data, settings);
    }

    final void openForBoth(String... settings) throws Exception {
        openForBothAt("", settings);
    }

    /** @param address relative to the application's root */
    final void openForBothAt(String address, String... settings) throws Exception {
        open(settings);
        ann.open(shop.home().resolve(address));
        bob.open(shop.home().resolve(address));
        eventually(() -> assertThat(viewers()).isEqualTo(2));
    }

    final int viewers() throws Exception {
        return RunningShop.json(shop.get("health")).getInt("viewers");
    }

    void assertFitsAcross() {
        assertThat(ann.script("return [innerWidth, document.documentElement.scrollWidth]"))
                .isEqualTo(List.of(360L, 360L));
    }

    /** Two cores are slow at times; a page may be between two documents. */
    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .untilAsserted(assertion);
    }
}
