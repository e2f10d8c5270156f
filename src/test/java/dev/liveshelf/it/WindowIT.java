package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The window: a plain page of another shop, with two lines of HTML. */
class WindowIT extends TwoShoppers {

    private static final String SCRIPT = "<script type=\"module\" src=\"/shop/assets/liveshelf.js\"></script>";
    private static final String CLIENT = "const { client } = await import('/shop/assets/liveshelf.js');";
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Teapots</title>
            %s
            <p><live-stock id="stock" item="P">12</live-stock> left, <live-stock id="words" item="P" show="words" few="9">a dozen</live-stock></p>
            <live-cart-button id="button" item="P" label="Teapot"><a href="/buy">Buy</a></live-cart-button>
            """;

    @AfterEach
    void closeTabs() {
        ann.closeTabs();
    }

    private URI page() {
        return shop.page("teapots.html", PAGE.formatted(SCRIPT));
    }

    @Test
    void twoLinesShowLiveCounts() throws Exception {
        open("items", "P=10");
        ann.open(page());
        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("10"));
        assertThat(shown(ann, "words")).isEqualTo("In stock");

        shop.add("carl");

        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("9"));
        assertThat(shown(ann, "words")).isEqualTo("Only 9 left");
        eventually(this::oneTabAsks);
    }

    @Test
    void tenTabsHoldOneConnection() throws Exception {
        List<String> tabs = openTabs(10);

        shop.add("carl");

        for (String tab : tabs) {
            ann.look(tab);
            eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("9"));
        }
        assertWaiting(1); // once the stream has proven itself
        assertThat(asking(tabs)).as("tabs that have asked the shop").hasSize(1);
    }

    @Test
    void ourOwnPagesShareItToo() throws Exception {
        List<String> windows = openTabs(2);
        List<String> single = List.of(ann.openTab(shop.home()), ann.openTab(shop.home()), ann.openTab(shop.home()));
        URI many = shop.home().resolve("?item=P&item=Q");
        List<String> catalogues = List.of(ann.openTab(many), ann.openTab(many), ann.openTab(many));

        shop.add("carl");
        assertAllShow(windows, "9");
        assertAllStock(single, "", "9 left");
        assertAllStock(catalogues, ".P", "9 left");
        ann.click("add-button.P"); // on the last of them
        assertAllStock(single, "", "8 left");
        assertAllShow(windows, "8");

        assertThat(asking(Stream.of(windows, single, catalogues)
                        .flatMap(List::stream)
                        .toList()))
                .hasSize(1);
        assertWaiting(1);
    }

    @Test
    void tabThatAsksForAllIsClosedAndAnotherTakesOver() throws Exception {
        List<String> tabs = openTabs(4);
        String first = asking(tabs).get(0);

        ann.closeTab(first);
        shop.add("carl");
        tabs.remove(first);

        assertAllShow(tabs, "9");
        eventually(this::oneTabAsks);
        shop.add("dora");
        assertAllShow(tabs, "8");
    }

    @Test
    void tabThatAsksForAllCrashesAndAnotherTakesOver() throws Exception {
        List<String> tabs = openTabs(3);
        String first = asking(tabs).get(0);
        tabs.remove(first);

        ann.crashTab(first);
        shop.add("carl");

        ann.look(tabs.get(0));
        assertAllShow(tabs, "9");
        assertWaiting(1);
        shop.add("dora");
        assertAllShow(tabs, "8");
    }

    @Test
    void allTabsAreHiddenAndNobodyWaitsUntilOneIsShown() throws Exception {
        List<String> tabs = openTabs(3);
        for (String tab : tabs) {
            ann.look(tab);
            hide(ann, true);
        }
        shop.add("carl"); // answers the last question that is held
        assertWaiting(0);
        shop.add("dora");

        ann.look(tabs.get(1));
        assertThat(shown(ann, "stock")).isNotEqualTo("8");
        hide(ann, false);

        assertAllShow(tabs, "8");
        eventually(this::oneTabAsks);
    }

    @Test
    void openPageOutlivesTheShop() throws Exception {
        open("items", "P=10");
        ann.open(page());
        eventually(this::oneTabAsks);
        String port = String.valueOf(shop.home().getPort());

        shop.close();
        open("port", port);
        shop.add("carl");

        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("9"));
    }

    @Test
    void networkIsAwayAndBack() throws Exception {
        open("items", "P=10");
        try (Relay network = new Relay(shop.home())) {
            ann.open(network.address().resolve(page().getPath()));
            eventually(this::oneTabAsks);

            network.shut();
            eventually(
                    () -> assertThat(ann.later(CLIENT + "return client.state")).isEqualTo("away"));
            shop.add("carl");
            assertThat(shown(ann, "stock")).as("the last that is known").isEqualTo("10");
            network.open();

            eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("9"));
        }
    }

    @Test
    void withoutJavaScriptThePageIsAsTheShopWroteIt() throws Exception {
        open("items", "P=10");
        Browser plain = withoutJavaScript();
        plain.open(page());
        assertThat(plain.text("stock")).isEqualTo("12");
        assertThat(plain.text("button")).isEqualTo("Buy");
    }

    @Test
    void whatTheShopWroteStaysWhereNothingIsKnown() throws Exception {
        open("items", "P=10");
        ann.open(shop.page("teapots.html", PAGE.formatted(SCRIPT.replace("liveshelf.js", "nothing.js"))));
        assertThat(ann.text("stock")).isEqualTo("12");
        assertThat(ann.text("button")).isEqualTo("Buy");
    }

    @Test
    void keyboardIsEnoughToPutItIntoTheCartAndTakeItOut() throws Exception {
        open("items", "P=1");
        ann.open(page());
        eventually(() -> assertThat(button()).isEqualTo("add: Add to cart"));
        ann.screenshot("window");

        ann.press(Keys.TAB);
        assertThat(ann.focused()).isEqualTo("button");
        ann.press(Keys.ENTER);

        eventually(() -> assertThat(button()).isEqualTo("in-cart: Take it out"));
        assertThat(part("note")).isEqualTo("In your cart");
        assertThat(part("clock")).matches("1[45]:\\d\\d");
        assertThat(shown(ann, "words")).isEqualTo("Sold out");
        ann.screenshot("window-in-cart");
        ann.reload();
        eventually(() -> assertThat(button()).as("after a reload").isEqualTo("in-cart: Take it out"));

        ann.press(Keys.TAB);
        ann.press(Keys.SPACE);
        eventually(() -> assertThat(button()).isEqualTo("add: Add to cart"));
        assertThat(ann.focused()).as("stays where it was").isEqualTo("button");
    }

    @Test
    void whoIsTooLateIsToldSo() throws Exception {
        open("items", "P=2", "tick", "10s");
        ann.open(page());
        eventually(() -> assertThat(viewers()).as("a question and a stream").isEqualTo(2));
        shop.add("carl");
        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("1"));
        shop.add("dora"); // within the tick, so Ann has not heard of it
        ann.click("button");

        eventually(() -> assertThat(button()).isEqualTo("sold-out: Sold out"));
        assertThat(part("note")).isEqualTo("Not that many.");
        assertThat(shown(ann, "stock")).isEqualTo("0");
    }

    @Test
    void holdRunsOutAndTheButtonSaysSo() throws Exception {
        open("items", "P=1", "hold", "3s");
        ann.open(page());
        eventually(() -> assertThat(button()).isEqualTo("add: Add to cart"));
        ann.click("button");
        eventually(() -> assertThat(part("clock")).startsWith("0:0"));

        eventually(() -> assertThat(part("note")).isEqualTo("Its time was over."));
        eventually(() -> assertThat(button()).isEqualTo("trouble: Add to cart"));
    }

    @Test
    void scriptsOfTheShopHaveAnInterfaceAndEvents() throws Exception {
        open("items", "P=10,Q=5");
        ann.open(page());
        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("10"));

        assertThat(ann.later("""
                        const { add, remove, extend, cart, session, watch } = await import("/shop/assets/liveshelf.js");
                        const heard = [];
                        document.addEventListener("live-stock-change", ({ target, detail }) => heard.push(`${target.id} ${detail.count}`));
                        const levels = [];
                        const stop = watch(["P", "Q"], ({ item, count }) => levels.push(`${item} ${count}`));
                        const { ok, status, count, inCart, expires } = await add("Q", 2);
                        const extended = await extend("Q");
                        const lines = await cart();
                        const refused = await add("Q", 9);
                        const unknown = await add("X");
                        const removed = await remove("Q");
                        await add("P");
                        stop();
                        return [ok, status, count, inCart, expires > new Date(), extended.ok, lines.map(({ item, inCart }) => `${item} ${inCart}`),
                          [refused.ok, refused.status, refused.inCart, refused.problem], [unknown.status, unknown.inCart],
                          removed.inCart, heard, levels.includes("Q 3"), /^[0-9]{20,}$/.test(session())].flat().map(String);
                        """))
                .isEqualTo(List.of(
                        "true",
                        "200",
                        "3",
                        "2",
                        "true",
                        "true",
                        "Q 2",
                        "false",
                        "409",
                        "2",
                        "Ask for 3 or fewer.",
                        "404",
                        "0",
                        "0",
                        "stock 9",
                        "words 9",
                        "true",
                        "true"));
    }

    /** What changes where the reader is not looking, or faster than one can hear, is not read out. */
    @Test
    void screenReaderHearsTheNewestOnly() throws Exception {
        open("items", "P=10", "tick", "10ms");
        ann.open(page());
        eventually(this::oneTabAsks);
        for (String shopper : List.of("carl", "dora", "emil")) {
            shop.add(shopper);
        }
        eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("7"));
        assertThat(ann.script("return document.querySelector('[part=\"\"]')?.textContent || 'silent'"))
                .isEqualTo("silent");
        eventually(() -> assertThat((String) ann.script("return document.querySelector('[part=\"\"]').textContent"))
                .endsWith("P: Only 7 left"));
    }

    // --- tabs

    private List<String> openTabs(int number) throws Exception {
        open("items", "P=10,Q=5");
        URI page = page();
        List<String> tabs = new ArrayList<>();
        ann.open(page);
        tabs.add(ann.tab());
        eventually(this::oneTabAsks);
        while (tabs.size() < number) {
            tabs.add(ann.openTab(page));
            eventually(() -> assertThat(shown(ann, "stock")).isEqualTo("10"));
        }
        eventually(this::oneTabAsks);
        return tabs;
    }

    /** By a question, and by a stream until one of the two is enough. */
    private void oneTabAsks() throws Exception {
        assertThat(viewers()).isBetween(1, 2);
    }

    /**
     * Asserts that so many wait, and go on waiting. That somebody has gone is noticed in the shop of these tests only when
     * there is something to tell.
     */
    private void assertWaiting(int number) {
        eventually(() -> {
            shop.remove("carl");
            shop.add("carl");
            assertThat(viewers()).isEqualTo(number);
        });
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(30)).until(() -> viewers() == number);
    }

    private void assertAllShow(List<String> tabs, String count) {
        for (String tab : tabs) {
            ann.look(tab);
            eventually(() -> assertThat(shown(ann, "stock")).isEqualTo(count));
        }
    }

    private void assertAllStock(List<String> tabs, String at, String stock) {
        for (String tab : tabs) {
            ann.look(tab);
            eventually(() -> assertThat(ann.stock(at)).isEqualTo(stock));
        }
    }

    /** The tabs that have asked the shop. */
    private List<String> asking(List<String> tabs) {
        return tabs.stream()
                .filter(tab -> {
                    ann.look(tab);
                    return Boolean.TRUE.equals(ann.later(CLIENT + "return client.tabs.leading"));
                })
                .toList();
    }

    /** As if another tab or window were before it. */
    private static void hide(Browser browser, boolean hidden) {
        browser.script("Object.defineProperty(document, 'hidden', { configurable: true, get: () => " + hidden + " });"
                + "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    }

    // --- elements

    private String button() {
        return ann.script("return document.getElementById('button').dataset.state") + ": " + part("button");
    }

    private String part(String name) {
        return (String) ann.script("return document.getElementById('button').shadowRoot.querySelector('[part=" + name
                + "]')?.textContent");
    }

    /** What a reader sees of an element: the text of its shadow, or what the page came with. */
    private static String shown(Browser browser, String id) {
        return (String) browser.script("const e = document.getElementById('" + id + "');"
                + "const text = e.shadowRoot?.querySelector('[part=text]');"
                + "return text && !text.querySelector('slot') ? text.textContent : e.textContent");
    }
}
