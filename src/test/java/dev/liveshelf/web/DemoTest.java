package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import org.junit.jupiter.api.Test;

/** The demo shop, as it comes from the server: without scripts, too, it shows what is there and leads on. */
class DemoTest extends PlainShopper {

    @Test
    void everyItemHasItsCountAndAWayToAPageThatWorksWithoutScripts() throws Exception {
        assertThat(cards(page("demo/")))
                .hasSize(3)
                .first()
                .asString()
                .contains(
                        "<live-stock item=\"P\"",
                        ">Only 3 left</live-stock>",
                        "<live-cart-button item=\"P\"",
                        "<a href=\"../?item&#x3D;P\">Add to cart</a>");
    }

    @Test
    void whatIsSoldOutSaysSo() throws Exception {
        add("R", 1);

        assertThat(cards(page("demo/")).get(2)).contains(">Sold out</live-stock>");
    }

    @Test
    void titleIsShownAndNeverAsMarkup() throws Exception {
        title("P", "<b>Pot</b>");

        assertThat(page("demo/")).contains(">&lt;b&gt;Pot&lt;/b&gt;</a>").doesNotContain("<b>Pot");
        assertThat(page("demo/?item=P"))
                .contains(">&lt;b&gt;Pot&lt;/b&gt;</h1>")
                .doesNotContain("<b>Pot");
    }

    @Test
    void fortyEightStandOnAPageAndTheOthersOnTheNext() throws Exception {
        fill(50);

        String first = page("demo/");

        assertThat(cards(first)).hasSize(48);
        assertThat(first).contains("class=\"more\"><a href=\"./?after&#x3D;" + sku(44) + "\"");
        assertThat(cards(page("demo/?after=" + sku(44)))).hasSize(53 - 48);
    }

    @Test
    void theCartIsAPageOfItsOwn() throws Exception {
        assertThat(page("demo/cart")).contains("<ul id=\"lines\"");
    }

    @Test
    void unknownItemsAndPagesAreNotThere() throws Exception {
        assertThat(shop.get("demo/?item=nope").statusCode()).isEqualTo(404);
        assertThat(shop.get("demo/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void theAddressWithoutItsSlashLeadsOn() throws Exception {
        assertThat(shop.get("demo").headers().firstValue("Location")).contains("demo/");
    }

    @Test
    void itIsClosedWhereTheOperatorSaysSo() throws Exception {
        try (RunningShop without = new RunningShop(data.resolve("without"), "demo", "off")) {
            assertThat(without.get("demo/").statusCode()).isEqualTo(404);
        }
    }
}
