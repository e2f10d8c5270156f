package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that are sent without a script: where they lead, and what they change. */
class PlainFormTest extends PlainShopper {

    @Test
    void formsLeadBackToThePageTheyCameFrom() throws Exception {
        String page = page("?item=Q&item=P");

        String changed = follow(submit(page, "P", "add", "2"), "./?item=Q&item=P#card.P");
        assertThat(cards(changed).get(1)).contains("data-quantity=\"2\"");
        changed = follow(submit(changed, "Q", "add", "4"), "./?item=Q&item=P#card.Q");
        changed = follow(submit(changed, "P", "add", "3"), "./?item=Q&item=P#card.P");
        assertThat(lines(changed)).extracting(line -> line.group(1)).containsExactly("P", "Q");
        changed = follow(submit(changed, "P", "remove", ""), "./?item=Q&item=P#card.P");
        assertThat(lines(changed)).extracting(line -> line.group(1)).containsExactly("Q");
    }

    @Test
    void oneLineIsChangedAndTheOthersStayAsTheyAre() throws Exception {
        add("P", 1);
        add("Q", 2);
        add("R", 1);
        List<JsonObject> before = cart();

        follow(submit(page("?item=P&item=Q"), "Q", "add", "3"), "./?item=P&item=Q#card.Q");

        List<JsonObject> after = cart();
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1).getInt("incart")).isEqualTo(3);
        assertThat(after.get(1).getString("expires")).isEqualTo(before.get(1).getString("expires"));
        assertThat(after.get(2)).isEqualTo(before.get(2));
    }

    @Test
    void whoAskedForTooManyIsLedBackToo() throws Exception {
        HttpResponse<String> refused = shop.post("cart", form("R", "2", "P+R"), "Accept", HTML);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("href=\"./?item&#x3D;P&amp;item&#x3D;R#card.R\"");
    }

    /** Whatever the field says, the address is relative and says nothing but items. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "\\\\evil.example",
                "javascript:alert(1)",
                "P\r\nSet-Cookie: a=b",
                "../../elsewhere",
                "P&session=stolen#x",
                "\"><script>"
            })
    void formLeadsToNoOtherPlace(String elsewhere) throws Exception {
        String encoded = URLEncoder.encode(elsewhere, StandardCharsets.UTF_8);
        HttpResponse<String> response = shop.post("cart", form("P", "1", encoded), "Accept", HTML);
        HttpResponse<String> refused = shop.post("cart", form("R", "3", encoded), "Accept", HTML);

        assertThat(response.statusCode()).isEqualTo(303);
        String location = response.headers().firstValue("Location").orElseThrow();
        URI target = shop.home().resolve(location);
        assertThat(target.getAuthority()).isEqualTo(shop.home().getAuthority());
        assertThat(target.getPath()).isEqualTo("/shop/");
        assertThat(target.getRawQuery()).matches("item=[A-Za-z0-9%._*+-]+(&item=[A-Za-z0-9%._*+-]+)*");
        assertThat(target.getFragment()).isEqualTo("card.P");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).doesNotContain("<script>").containsPattern("href=\"\\./\\?item&#x3D;");
    }

    @Test
    void overlongPageLeadsToOneThatCanBeShown() throws Exception {
        fill(60);
        String named = IntStream.range(0, 60).mapToObj(CatalogueTest::sku).collect(Collectors.joining("+"));

        HttpResponse<String> response = shop.post("cart", form("i00", "1", named + "+i00"), "Accept", HTML);

        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(cards(page(location.substring(0, location.indexOf('#'))))).hasSize(50);
    }

    @Test
    void takingOutNeedsNoQuantity() throws Exception {
        add("P", 2);

        assertThat(shop.cart(Map.of("session", "ann", "action", "remove", "item", "P", "quantity", ""))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String form(String sku, String quantity, String page) {
        return "session=ann&action=add&item=" + sku + "&quantity=" + quantity + "&page=" + page;
    }
}
