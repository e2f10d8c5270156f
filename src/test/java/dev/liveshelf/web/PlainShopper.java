package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.io.TempDir;

/** Ann, whose browser runs no scripts, in a shop of a few items: reads pages as text, and sends their forms. */
abstract class PlainShopper {

    static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern CARD = Pattern.compile("(?s)<article .*?</article>");
    private static final Pattern LINE = Pattern.compile("(?s)<li data-item=\"([^\"]+)\".*?</li>");
    private static final Pattern MORE = Pattern.compile("class=\"more\"><a href=\"([^\"]+)\"");

    @TempDir
    Path data;

    RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=3,Q=5,R=1", "quantity.limit", "4", "token", "secret");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    final String page(String address) throws Exception {
        HttpResponse<String> page = shop.get(address, "Cookie", "liveshelf_session=ann", "Accept", HTML);
        assertThat(page.statusCode()).as(address).isEqualTo(200);
        return page.body();
    }

    final void add(String sku, int quantity) throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "item", sku, "quantity", String.valueOf(quantity)));
    }

    final void title(String sku, String title) throws Exception {
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
    final void fill(int items) throws Exception {
        String rows = IntStream.range(0, items)
                .mapToObj(i -> sku(i) + ",5\n")
                .collect(Collectors.joining("", "item,onhand\n", ""));
        assertThat(shop.put("shop/items.csv", rows, "Authorization", "Bearer secret", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(200);
    }

    static String sku(int i) {
        return String.format("i%02d", i);
    }

    static String address(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "item=" + sku(i)).collect(Collectors.joining("&", "?", ""));
    }

    /** Sends the form of a card as a browser without a script does. */
    final HttpResponse<String> submit(String page, String sku, String action, String quantity) throws Exception {
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

    final String follow(HttpResponse<String> response, String expected) throws Exception {
        assertThat(response.statusCode()).isEqualTo(303);
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(expected);
        return page(location.substring(0, location.indexOf('#')));
    }

    final List<JsonObject> cart() throws Exception {
        return json(shop.get("cart?session=ann")).getJsonArray("items").getValuesAs(JsonObject.class);
    }

    static List<String> cards(String page) {
        return CARD.matcher(page).results().map(found -> found.group()).toList();
    }

    static List<MatchResult> lines(String page) {
        return LINE.matcher(page).results().toList();
    }

    /** Goes where the page leads on, and returns the address. */
    final String more(String page) throws Exception {
        Matcher link = MORE.matcher(page);
        assertThat(link.find()).isTrue();
        HttpResponse<String> answer = shop.get(link.group(1).replace("&#x3D;", "="));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
