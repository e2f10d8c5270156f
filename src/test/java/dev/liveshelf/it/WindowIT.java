package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The window: a plain page of another shop, with two lines of HTML. */
class WindowIT extends TwoShoppers {

    private static final String SCRIPT = "<script type=\"module\" src=\"/shop/assets/liveshelf.js\"></script>";
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
        ann.closeOtherTabs();
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
        assertThat(viewers()).isEqualTo(1);
    }

    /** What a reader sees of an element: the text of its shadow, or what the page came with. */
    private static String shown(Browser browser, String id) {
        return (String) browser.script("const e = document.getElementById('" + id + "');"
                + "const text = e.shadowRoot?.querySelector('[part=text]');"
                + "return text && !text.querySelector('slot') ? text.textContent : e.textContent");
    }
}
