package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of many items, and the way from page to page. */
class CatalogueTest extends PlainShopper {

    @Test
    void itemsStandInTheOrderNamed() throws Exception {
        String page = page("?item=Q&item=P");

        assertThat(cards(page)).hasSize(2);
        assertThat(cards(page).get(0)).contains("data-item=\"Q\"", "id=\"count.Q\">5<", "href=\"./?item&#x3D;Q\"");
        assertThat(cards(page).get(1)).contains("data-item=\"P\"", "id=\"count.P\">3<", "href=\"./?item&#x3D;P\"");
    }

    @Test
    void titleIsShownWhereThereIsOneAndNeverAsMarkup() throws Exception {
        title("P", "<script>alert(1)</script> \\\" onclick=x & more");
        add("P", 1);

        for (String page : List.of(page("?item=P&item=Q"), page("?item=P"))) {
            assertThat(page)
                    .contains(">&lt;script&gt;alert(1)&lt;/script&gt; &quot; onclick&#x3D;x &amp; more</")
                    .doesNotContain("<script>")
                    .doesNotContain("\" onclick");
        }
        assertThat(page("?item=Q&item=R"))
                .as("in the cart alone")
                .contains("more</a>")
                .doesNotContain("<script>");
        assertThat(cards(page("?item=P&item=Q")).get(1)).contains(">Q</a>");
    }

    @Test
    void unknownItemAmongOthersIs404() throws Exception {
        HttpResponse<String> page = shop.get("?item=P&item=nope", "Accept", HTML);

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Nothing on this shelf");
    }

    @Test
    void itemNamedTwiceIs400() throws Exception {
        assertThat(shop.get("?item=P&item=Q&item=P", "Accept", HTML).statusCode())
                .isEqualTo(400);
        assertThat(shop.get("?item=P&item=P", "Accept", HTML).statusCode()).isEqualTo(400);
    }

    @Test
    void fiftyItemsFitAndOneMoreIs400() throws Exception {
        fill(51);

        assertThat(cards(page(address(0, 50)))).hasSize(50);
        assertThat(shop.get(address(0, 51), "Accept", HTML).statusCode()).isEqualTo(400);
    }

    @Test
    void cartIsShownWholeAlsoWhatIsNotOnThePage() throws Exception {
        title("R", "A rare one");
        add("R", 1);
        add("P", 2);

        String page = page("?item=P&item=Q");

        assertThat(lines(page)).extracting(line -> line.group(1)).containsExactly("R", "P");
        assertThat(lines(page).get(0).group()).contains(">A rare one</a>", "× 1", "Yours for another 1");
        assertThat(lines(page).get(1).group()).contains("× 2");
        assertThat(cards(page).get(0)).contains("data-in-cart=\"true\"", "2 in your cart");
        assertThat(cards(page).get(1)).contains("data-in-cart=\"false\"").doesNotContain("in your cart<");
        assertThat(lines(shop.get("?item=P&item=Q").body()))
                .as("of somebody else")
                .isEmpty();
    }

    @Test
    void quantityGoesUpToTheLimitAndNeverPastWhatIsLeftAndOwn() throws Exception {
        assertThat(page("?item=Q")).contains("id=\"quantity\" min=\"1\" max=\"4\" value=\"1\"");
        assertThat(page("?item=R")).contains("id=\"quantity\" min=\"1\" max=\"1\" value=\"1\"");
        add("P", 2);
        assertThat(page("?item=P")).contains("id=\"quantity\" min=\"1\" max=\"3\" value=\"2\"");
        assertThat(page("?item=P&item=Q")).contains("id=\"quantity.P\" min=\"1\" max=\"3\" value=\"2\"");
        shop.cart(Map.of("session", "bob", "action", "add", "item", "P"));
        assertThat(page("?item=P")).contains("id=\"quantity\" min=\"1\" max=\"2\" value=\"2\"");
    }

    @Test
    void pagesLeadOnToAllThereIsOnTheShelf() throws Exception {
        fill(60);

        String first = more(page("?item=Q"));
        String second = more(page(first));

        assertThat(cards(page(first))).hasSize(50);
        assertThat(cards(page(second))).hasSize(13).last().asString().contains("data-item=\"i59\"");
        assertThat(page(second)).doesNotContain("class=\"more\"");
        assertThat(page(first)).contains("data-item=\"P\"").as("again").contains("class=\"more\"");
    }

    @Test
    void itemThatIsPutOnTheShelfLaterIsLedTo() throws Exception {
        assertThat(page("?item=P&item=Q&item=R")).doesNotContain("class=\"more\"");
        fill(1);

        assertThat(more(page("?item=P&item=Q&item=R"))).isEqualTo("./?item=i00");
    }

    @Test
    void afterTheLastItemComesTheShopsOwnPage() throws Exception {
        for (String last : List.of("R", "zzz", "%3Cscript%3E%0D%0Ax")) {
            HttpResponse<String> answer = shop.get("?after=" + last);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).matches("\\./(\\?item=P&item=Q&item=R)?");
        }
    }

    @Test
    void shelfOfOneItemHasNoOtherPages() throws Exception {
        shop.close();
        shop = new RunningShop(data.resolve("other"), "items", "P=1");

        assertThat(shop.get("").body()).doesNotContain("class=\"more\"");
    }

    @Test
    void whereOneIsTheLimitThereIsNoQuantityToChoose() throws Exception {
        shop.close();
        shop = new RunningShop(data.resolve("other"), "items", "P=5,Q=5", "quantity.limit", "1");

        assertThat(shop.get("").body()).doesNotContain("type=\"number\"");
        assertThat(shop.get("?item=P&item=Q").body()).doesNotContain("type=\"number\"");
    }

    @Test
    void catalogueSpeaksTheVisitorsLanguage() throws Exception {
        add("P", 2);
        HttpResponse<String> page =
                shop.get("?item=P&item=Q", "Accept-Language", "zh-CN,zh;q=0.9", "Cookie", "liveshelf_session=ann");

        assertThat(page.body()).contains("<html lang=\"zh\"", "购物车里有 2 件", "加入购物车");
    }

    @Test
    void everyScriptAndStyleOfThePageIsThere() throws Exception {
        Matcher asset = Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"").matcher(page("?item=P&item=Q"));
        int seen = 0;
        while (asset.find()) {
            HttpResponse<String> found = shop.get(asset.group(1));
            assertThat(found.statusCode()).as(asset.group(1)).isEqualTo(200);
            if (asset.group(1).endsWith(".js")) {
                seen += modules(URI.create(asset.group(1)), found.body());
            }
        }
        assertThat(seen).as("modules").isGreaterThan(3);
    }

    /** Follows what a module imports, each kept by browsers as long as the module itself. */
    private int modules(URI module, String script) throws Exception {
        Matcher imported = Pattern.compile("from \"([^\"]+)\"").matcher(script);
        int seen = 0;
        while (imported.find()) {
            URI other = module.resolve(imported.group(1));
            HttpResponse<String> found = shop.get(other.toString());
            assertThat(found.statusCode()).as(other.toString()).isEqualTo(200);
            assertThat(found.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            seen += 1 + modules(other, found.body());
        }
        return seen;
    }
}
