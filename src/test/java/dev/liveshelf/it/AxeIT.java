package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** axe-core finds nothing on any page, in any state, in any dress. */
class AxeIT extends TwoShoppers {
    private static final String WAITING =
            "return document.querySelectorAll('live-stock:not([data-state]), live-stock[data-state=waiting]').length";

    @Test
    void pageOfAnItemHasNothing() throws Exception {
        openForBoth("items", "P=1");
        assertNothing(ann);

        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());
        eventually(() -> assertThat(bob.stock()).isEqualTo("0 Sold out"));

        assertNothing(ann);
        assertNothing(bob);
    }

    @Test
    void pageOfManyItemsHasNothing() throws Exception {
        openForBothAt("?item=P&item=Q&item=R", "items", "P=10,Q=1,R=0,S=5");
        assertNothing(ann);

        ann.click("add-button.P");
        ann.click("add-button.Q");
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1", "Q × 1"));
        eventually(() -> assertThat(bob.stock(".Q")).isEqualTo("0 Sold out"));

        assertNothing(ann);
        assertNothing(bob);
    }

    @Test
    void pageOfAShopThatIsAwayHasNothing() throws Exception {
        openForBoth();
        shop.close();
        eventually(() -> assertThat(ann.state()).isEqualTo("away"));

        assertNothing(ann);
    }

    @Test
    void pageThatIsNotThereHasNothing() throws Exception {
        open();
        ann.open(shop.home().resolve("no/such/page"));

        assertNothing(ann);
    }

    @Test
    void darkPagesHaveNothing() throws Exception {
        ann.dark();
        bob.dark();
        openForBothAt("?item=P&item=Q", "items", "P=10,Q=1");
        ann.click("add-button.Q");
        eventually(() -> assertThat(bob.stock(".Q")).isEqualTo("0 Sold out"));

        assertNothing(ann);
        assertNothing(bob);
        ann.open(shop.home());
        assertNothing(ann);
    }

    @Test
    void pagesOnAPhoneInChineseHaveNothing() throws Exception {
        open("items", "P=10,Q=1");
        ann.phone(360, 740);
        ann.language("zh-CN,zh,en");
        for (String address : new String[] {"", "?item=P&item=Q", "no/such/page"}) {
            ann.open(shop.home().resolve(address));
            assertNothing(ann);
        }
    }

    @Test
    void demoHasNothing() throws Exception {
        open("items", "P=10,Q=1,R=0");
        for (String address : new String[] {"demo/", "demo/?item=P", "demo/?item=R", "demo/cart"}) {
            ann.open(shop.home().resolve(address));
            eventually(() -> assertThat(ann.script(WAITING)).isEqualTo(0L));
            assertNothing(ann);
        }
    }

    /** The negative control. */
    @Test
    void whatIsWrongIsFound() throws Exception {
        open();
        ann.open(shop.home());
        ann.script(
                "document.querySelector('main').append(document.createElement('img'), document.createElement('button'))");

        assertThat(Axe.findings(ann))
                .anyMatch(finding -> finding.startsWith("image-alt: "))
                .anyMatch(finding -> finding.startsWith("button-name: "));
    }

    private static void assertNothing(Browser browser) throws IOException {
        assertThat(Axe.findings(browser)).isEmpty();
    }
}
