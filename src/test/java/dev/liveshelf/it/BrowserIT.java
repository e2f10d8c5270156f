package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page, in a real browser, as two shoppers see it. Keeps a screenshot of each test in {@code target/screenshots}. */
class BrowserIT extends TwoShoppers {

    @Test
    void whatOneTakesOrPutsBackTheOtherSees() throws Exception {
        openForBoth("items", "P=10");

        ann.add();
        eventually(() -> assertThat(bob.stock()).isEqualTo("9 left"));
        bob.add();
        eventually(() -> assertThat(ann.stock()).isEqualTo("8 left"));
        bob.screenshot("two-shoppers");

        ann.remove();
        eventually(() -> assertThat(bob.stock()).isEqualTo("9 left"));
        bob.remove();
        eventually(() -> assertThat(ann.stock()).isEqualTo("10 left"));
    }

    @Test
    void reloadKeepsTheCart() throws Exception {
        open("items", "P=10");
        ann.open(shop.home());
        String session = ann.session();
        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());

        ann.reload();

        assertThat(ann.inCart()).isTrue();
        assertThat(ann.stock()).isEqualTo("9 left");
        assertThat(ann.session()).isEqualTo(session);
        ann.screenshot("reload");
    }

    @Test
    void lastOneIsSoldOutForOthersUntilItIsPutBack() throws Exception {
        openForBoth("items", "P=1");

        ann.add();
        eventually(() -> assertThat(bob.stock()).isEqualTo("0 Sold out"));
        assertThat(bob.canAdd()).isFalse();
        assertThat(bob.note()).isEqualTo("If somebody puts one back, you will see it here.");
        assertThat(ann.stock()).isEqualTo("0 left for others");
        assertThat(ann.note()).startsWith("It is in your cart");
        ann.screenshot("last-one-in-cart");
        bob.screenshot("sold-out");

        ann.remove();
        eventually(() -> assertThat(bob.stock()).isEqualTo("1 left"));
        assertThat(bob.canAdd()).isTrue();
    }

    @Test
    void unitGoesBackByItselfWhenItsTimeIsOver() throws Exception {
        openForBoth("items", "P=1", "hold", "4s");

        ann.add();
        eventually(() -> assertThat(ann.text("clock")).startsWith("Yours for another 0:0"));
        eventually(() -> assertThat(bob.text("clock")).startsWith("One may come back in 0:0"));
        ann.screenshot("in-cart-with-time");
        bob.screenshot("sold-out-with-time");

        eventually(() -> assertThat(bob.stock()).isEqualTo("1 left"));
        eventually(() -> assertThat(ann.note()).startsWith("Its time in your cart was over"));
        assertThat(ann.inCart()).isFalse();
        ann.screenshot("time-is-over");
        eventually(() -> assertThat(ann.canAdd()).isTrue());
    }

    @Test
    void whoClicksOnAnOldCountIsToldThatSomebodyWasFaster() throws Exception {
        open("items", "P=2", "tick", "10s");
        bob.open(shop.home());
        eventually(() -> assertThat(viewers()).isEqualTo(1));
        shop.add("carl");
        eventually(() -> assertThat(bob.stock()).isEqualTo("1 left"));
        eventually(() -> assertThat(viewers()).as("a question and a stream").isEqualTo(2));
        shop.add("dora"); // within the tick, so Bob has not heard of it
        bob.add();

        eventually(() -> assertThat(bob.note()).startsWith("Sorry, somebody was faster."));
        assertThat(bob.stock()).isEqualTo("0 Sold out");
        assertThat(bob.inCart()).isFalse();
        bob.screenshot("somebody-was-faster");
    }

    @Test
    void lastOneGoesToOneOfTwoWhoClickTogether() throws Exception {
        openForBoth("items", "P=1");

        long at = System.currentTimeMillis() + 500;
        for (Browser shopper : List.of(ann, bob)) {
            shopper.script("setTimeout(() => document.getElementById('add-button').click(), " + at + " - Date.now())");
        }

        eventually(() -> assertThat(List.of(ann.stock(), bob.stock()))
                .containsExactlyInAnyOrder("0 left for others", "0 Sold out"));
        Browser slower = ann.inCart() ? bob : ann;
        assertThat(slower.inCart()).isFalse();
        assertThat(slower.note()).endsWith("you will see it here.");
        slower.screenshot("both-clicked");
    }

    @Test
    void openPageOutlivesTheShop() throws Exception {
        openForBoth("items", "P=10");
        ann.add();
        eventually(() -> assertThat(bob.stock()).isEqualTo("9 left"));
        int port = shop.home().getPort();

        shop.close();
        eventually(() -> assertThat(List.of(ann.state(), bob.state())).containsOnly("away"));
        assertThat(bob.stock()).as("the last count").isEqualTo("9 left");
        assertThat(bob.text("away")).startsWith("We cannot reach the shop just now.");
        bob.screenshot("shop-away");

        open();
        shop.add("carl");
        shop.close();
        open("port", String.valueOf(port));
        eventually(() -> assertThat(List.of(ann.state(), bob.state())).containsOnly("live"));
        eventually(() -> assertThat(List.of(ann.stock(), bob.stock())).containsOnly("8 left"));
        assertThat(bob.text("away")).isEmpty();
        ann.reload();
        assertThat(ann.inCart()).isTrue();
        ann.screenshot("shop-back");

        ann.remove();
        eventually(() -> assertThat(bob.stock()).isEqualTo("9 left"));
    }

    @Test
    void formIsEnoughWithoutJavaScript() throws Exception {
        open("items", "P=1");
        Browser plain = withoutJavaScript();
        plain.open(shop.home());
        assertThat(plain.state()).as("set by the script alone").isNull();
        assertThat(plain.stock()).isEqualTo("1 left");
        plain.screenshot("without-javascript");

        plain.add();
        eventually(() -> assertThat(plain.inCart()).isTrue());
        assertThat(plain.address()).hasPath("/shop/");
        assertThat(plain.stock()).isEqualTo("0 left for others");
        plain.screenshot("without-javascript-in-cart");

        plain.remove();
        eventually(() -> assertThat(plain.canAdd()).isTrue());
        assertThat(plain.address()).hasPath("/shop/");
        assertThat(plain.stock()).isEqualTo("1 left");
    }

    @Test
    void keyboardIsEnough() throws Exception {
        open("items", "P=10");
        ann.open(shop.home());

        ann.press(Keys.TAB);
        assertThat(ann.focused()).isEqualTo("add-button");
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.focused()).isEqualTo("remove-button"));
        assertThat(ann.stock()).isEqualTo("9 left");
        ann.screenshot("keyboard");

        ann.press(Keys.SPACE);
        eventually(() -> assertThat(ann.focused()).isEqualTo("add-button"));
        assertThat(ann.stock()).isEqualTo("10 left");
    }

    @Test
    void phoneHasNothingToScrollSideways() throws Exception {
        open("items", "P=1,LIMITED-EDITION-2026-SIGNED-BY-THE-MAKERS=123456789");
        ann.phone(360, 740);

        ann.open(shop.home());
        assertFitsAcross();
        ann.screenshot("phone");
        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());
        assertFitsAcross();
        ann.screenshot("phone-in-cart");
        ann.open(shop.home().resolve("?item=LIMITED-EDITION-2026-SIGNED-BY-THE-MAKERS"));
        assertFitsAcross();
        ann.screenshot("phone-long");
        ann.open(shop.home().resolve("no/such/page"));
        assertFitsAcross();
        ann.screenshot("phone-not-found");
    }

    @Test
    void chineseReaderIsAnsweredInChinese() throws Exception {
        open("items", "P=10");
        ann.language("zh-CN,zh,en");
        ann.open(shop.home());
        assertThat(ann.stock()).isEqualTo("还剩 10 件");

        ann.add();

        eventually(() -> assertThat(ann.text("remove-button")).isEqualTo("从购物车取出"));
        assertThat(ann.stock()).isEqualTo("还剩 9 件");
        assertThat(ann.script("return document.documentElement.lang")).isEqualTo("zh");
        ann.screenshot("chinese");
    }

    @Test
    void darkReaderGetsADarkPage() throws Exception {
        open("items", "P=10");
        ann.dark();
        ann.open(shop.home());

        assertThat(ann.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(13, 18, 16)");
        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());
        ann.screenshot("dark");
    }

    @Test
    void consoleHasNothingToSay() throws Exception {
        openForBoth("items", "P=10");
        ann.add();
        eventually(() -> assertThat(bob.stock()).isEqualTo("9 left"));
        assertThat(ann.complaints()).isEmpty();
        assertThat(bob.complaints()).isEmpty();

        bob.open(shop.home().resolve("no/such/page"));
        bob.screenshot("not-found");
        String note = shop.home().resolve("no/such/page") + " - Failed to load resource";
        assertThat(bob.complaints())
                .as("the page's own 404, which only Chromium notes")
                .hasSize(make() == Make.CHROMIUM ? 1 : 0)
                .allMatch(line -> line.startsWith(note));
    }

    /** The negative control of the one above, and of what is looked at after each test. */
    @Test
    void consoleSpeaksUpWhenThePageBreaksItsOwnRules() throws Exception {
        open("items", "P=10");
        ann.open(shop.home());
        ann.script("document.body.setAttribute('style', 'color: red')");
        ann.script("setTimeout(() => nonsense())");

        StringBuilder heard = new StringBuilder();
        eventually(() -> assertThat(heard.append(ann.complaints()))
                .containsPattern("Content.Security.Policy")
                .contains("nonsense is not defined"));
    }
}
