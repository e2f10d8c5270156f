package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of many items, and forms that are sent from it without a script. */
class CatalogueTest {

    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern CARD = Pattern.compile("(?s)<article .*?</article>");
    private static final Pattern LINE = Pattern.compile("(?s)<li data-item=\"([^\"]+)\".*?</li>");
    private static final Pattern MORE = Pattern.compile("class=\"more\"><a href=\"([^\"]+)\"");

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=3,Q=5,R=1", "quantity.limit", "4", "token", "secret");
    }

    @AfterEach
    void close() {
        shop.close();
    }

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

    private String page(String address) throws Exception {
        HttpResponse<String> page = shop.get(address, "Cookie", "liveshelf_session=ann", "Accept", HTML);
        assertThat(page.statusCode()).as(address).isEqualTo(200);
        return page.body();
    }

    private void add(String sku, int quantity) throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "item", sku, "quantity", String.valueOf(quantity)));
    }

    private void title(String sku, String title) throws Exception {
        String onHand = shop.cart().getLevel(sku).toCompletableFuture().join().onHand() + "";
        assertThat(shop.put(
                                "shop/items/" + sku,
                                "{\"onhand\":" + onHand + ",\"title\":\"" + title + "\"}",
                                "Authorization",
                                "Bearer secret")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Puts the items {@code i00}, {@code i01}... on the shelf. */
    private void fill(int items) throws Exception {
        String rows = IntStream.range(0, items)
                .mapToObj(i -> sku(i) + ",5\n")
                .collect(Collectors.joining("", "item,onhand\n", ""));
        assertThat(shop.put("shop/items.csv", rows, "Authorization", "Bearer secret", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String sku(int i) {
        return String.format("i%02d", i);
    }

    private static String address(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "item=" + sku(i)).collect(Collectors.joining("&", "?", ""));
    }

    private static String form(String sku, String quantity, String page) {
        return "session=ann&action=add&item=" + sku + "&quantity=" + quantity + "&page=" + page;
    }

    /** Sends the form of a card as a browser without a script does. */
    private HttpResponse<String> submit(String page, String sku, String action, String quantity) throws Exception {
        String card = cards(page).stream()
                .filter(html -> html.contains("data-item=\"" + sku + "\""))
                .findFirst()
                .orElseThrow();
        StringBuilder form = new StringBuilder("action=" + action + "&quantity=" + quantity);
        Matcher field = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" (?:id=\"[^\"]+\" )?value=\"([^\"]+)\"")
                .matcher(card);
        while (field.find()) {
            form.append('&')
                    .append(field.group(1))
                    .append('=')
                    .append(field.group(2).replace(' ', '+'));
        }
        return shop.post("cart", form.toString(), "Accept", HTML);
    }

    private String follow(HttpResponse<String> response, String expected) throws Exception {
        assertThat(response.statusCode()).isEqualTo(303);
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(expected);
        return page(location.substring(0, location.indexOf('#')));
    }

    private List<JsonObject> cart() throws Exception {
        return json(shop.get("cart?session=ann")).getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static List<String> cards(String page) {
        return CARD.matcher(page).results().map(found -> found.group()).toList();
    }

    private static List<MatchResult> lines(String page) {
        return LINE.matcher(page).results().toList();
    }

    /** Goes where the page leads on, and returns the address. */
    private String more(String page) throws Exception {
        Matcher link = MORE.matcher(page);
        assertThat(link.find()).isTrue();
        HttpResponse<String> answer = shop.get(link.group(1).replace("&#x3D;", "="));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
