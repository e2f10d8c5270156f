package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of many items, and quantities, in a real browser. Keeps screenshots in {@code target/screenshots}. */
class CatalogueIT extends TwoShoppers {

    private static final String PAGE = "?item=P&item=Q&item=R";

    @Test
    void changeOfOneLineReachesTheOtherShopperAndLeavesTheOtherLines() throws Exception {
        openForBothAt(PAGE, "items", "P=10,Q=5,R=3");

        ann.click("add-button.P");
        ann.type("quantity.Q", 2);
        ann.click("add-button.Q");
        eventually(() -> assertThat(bob.stock(".P")).isEqualTo("9 left"));
        eventually(() -> assertThat(bob.stock(".Q")).isEqualTo("3 left"));
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1", "Q × 2"));
        ann.type("quantity.Q", 4);
        ann.click("change-button.Q");

        eventually(() -> assertThat(bob.stock(".Q")).isEqualTo("1 left"));
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1", "Q × 4"));
        assertThat(ann.text("note.Q")).isEqualTo("4 in your cart");
        assertThat(ann.text("note.P")).isEqualTo("1 in your cart");
        assertThat(List.of(ann.stock(".P"), bob.stock(".P"))).containsOnly("9 left");
        assertThat(List.of(ann.stock(".R"), bob.stock(".R"))).containsOnly("3 left");
        assertThat(bob.lines()).isEmpty();
        assertThat(bob.shows("empty")).isTrue();
        ann.screenshot("catalogue");
        bob.screenshot("catalogue-other-shopper");

        ann.click("remove-button.Q");
        eventually(() -> assertThat(bob.stock(".Q")).isEqualTo("5 left"));
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1"));
        assertThat(ann.field("quantity.Q")).isEqualTo("1");
    }

    @Test
    void oneQuestionAndThenOneStreamIsEnoughForAllItems() throws Exception {
        open("items", "P=10,Q=5,R=3");
        ann.open(shop.home().resolve(PAGE));
        eventually(() -> assertThat(viewers()).as("a question").isEqualTo(1));

        add("Q", 2);
        eventually(() -> assertThat(ann.stock(".Q")).isEqualTo("3 left"));
        eventually(() -> assertThat(viewers()).as("another, and a stream").isEqualTo(2));
        AtomicInteger taken = new AtomicInteger();
        eventually(() -> {
            int asked = asked().size();
            add("P", taken.incrementAndGet());
            eventually(() -> assertThat(ann.stock(".P")).isEqualTo(10 - taken.get() + " left"));
            assertThat(asked()).as("the stream has proven itself").hasSize(asked);
        });

        assertThat(asked())
                .allSatisfy(address -> assertThat((String) address)
                        .matches(".*\\?item=P&since=[^&]+&item=Q&since=[^&]+&item=R&since=[^&]+"));
    }

    /** All that goes to the shop has to fit into 8 KB of headers, which is what servers read. */
    @Test
    void fiftyItemsWithTheLongestNamesStayLive() throws Exception {
        open("items", "P=1", "token", "secret");
        List<String> skus = IntStream.range(10, 99)
                .mapToObj(i -> "item-" + i + "-".repeat(57))
                .toList();
        String table = skus.stream().map(sku -> sku + ",5\n").collect(Collectors.joining("", "item,onhand\n", ""));
        shop.put("shop/items.csv", table, "Authorization", "Bearer secret", "Content-Type", "text/csv");
        ann.open(shop.home());
        ann.follow("More on the shelf");
        ann.follow("More on the shelf"); // from one long address to the next
        ann.open(shop.home().resolve("?item=" + String.join("&item=", skus.subList(0, 50))));
        assertThat(ann.stock("." + skus.get(49))).isEqualTo("5 left");

        add(skus.get(49), 2);

        eventually(() -> assertThat(ann.stock("." + skus.get(49))).isEqualTo("3 left"));
        ann.click("add-button." + skus.get(49));
        eventually(() -> assertThat(ann.lines()).containsExactly(skus.get(49) + " × 1"));
    }

    @Test
    void holdRunsOutAndThePageShowsIt() throws Exception {
        openForBothAt(PAGE, "items", "P=2,Q=5,R=3", "hold", "5s");
        ann.type("quantity.P", 2);
        ann.click("add-button.P");
        eventually(() -> assertThat(ann.text("clock.P")).startsWith("Yours for another 0:0"));
        assertThat(ann.text("lines")).contains("Yours for another 0:0");
        eventually(() -> assertThat(bob.stock(".P")).isEqualTo("0 Sold out"));
        eventually(() -> assertThat(bob.text("clock.P")).startsWith("One may come back in 0:0"));
        assertThat(bob.enabled("add-button.P")).isFalse();
        bob.screenshot("catalogue-sold-out");

        eventually(() -> assertThat(bob.stock(".P")).isEqualTo("2 left"));
        eventually(() -> assertThat(ann.text("note.P")).startsWith("Its time was over"));
        eventually(() -> assertThat(ann.stock(".P")).isEqualTo("2 left"));
        assertThat(ann.lines()).isEmpty();
        assertThat(ann.shows("add-button.P")).isTrue();
        ann.screenshot("catalogue-time-is-over");

        add("P", 1);
        eventually(() -> assertThat(ann.stock(".P")).isEqualTo("1 left"));
        assertThat(ann.text("note.P")).as("stays for the reader").startsWith("Its time was over");
    }

    /** The clocks of the page stand still here: a card that finds its time over takes its line along. */
    @Test
    void cardAndItsLineInTheCartAreOneWhenTheTimeIsOver() throws Exception {
        open("items", "P=2,Q=5,R=3", "hold", "2s");
        ann.open(shop.home().resolve(PAGE));
        ann.click("add-button.P");
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1"));
        ann.script("for (let id = 1; id < 10_000; id++) clearInterval(id)");

        eventually(() -> {
            ann.script("document.getElementById('quantity.P').dispatchEvent(new Event('input'))");
            assertThat(ann.text("note.P")).startsWith("Its time was over");
        });
        assertThat(ann.lines()).isEmpty();
    }

    @Test
    void lineOfAnItemThatIsNotOnThePageRunsOutToo() throws Exception {
        open("items", "P=10,Q=5,R=3", "hold", "4s");
        ann.open(shop.home());
        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());

        ann.open(shop.home().resolve("?item=Q&item=R"));

        assertThat(ann.lines()).containsExactly("P × 1");
        eventually(() -> assertThat(ann.lines()).isEmpty());
        assertThat(ann.shows("empty")).isTrue();
    }

    @Test
    void quantityIsChosenAndChangedOnTheItemsOwnPage() throws Exception {
        openForBoth("items", "P=5", "quantity.limit", "4");

        ann.type("quantity", 3);
        ann.add();
        eventually(() -> assertThat(bob.stock()).isEqualTo("2 left"));
        eventually(() -> assertThat(ann.note()).isEqualTo("3 are in your cart. Nobody else can take them now."));
        assertThat(ann.enabled("change-button")).as("nothing to change").isFalse();
        ann.screenshot("several-in-cart");

        ann.type("quantity", 4);
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(bob.stock()).isEqualTo("1 left"));
        assertThat(ann.inCart()).isTrue();

        ann.type("quantity", 1);
        ann.click("change-button");
        eventually(() -> assertThat(bob.stock()).isEqualTo("4 left"));
        eventually(() -> assertThat(ann.focused()).as("not the way out").isEqualTo("quantity"));
        assertThat(ann.note()).startsWith("It is in your cart");
    }

    @Test
    void fieldAllowsNoMoreThanTheLimitAndWhatIsLeftAndOwn() throws Exception {
        openForBoth("items", "P=5", "quantity.limit", "4");
        assertThat(max()).isEqualTo("4");

        bob.type("quantity", 2);
        bob.add();
        eventually(() -> assertThat(ann.stock()).isEqualTo("3 left"));
        assertThat(max()).isEqualTo("3");

        ann.type("quantity", 4);
        ann.add();
        assertThat(ann.script("return document.getElementById('quantity').matches(':invalid')"))
                .isEqualTo(true);
        assertThat(ann.inCart()).isFalse();
        ann.type("quantity", 2);
        ann.add();
        eventually(() -> assertThat(ann.inCart()).isTrue());
        assertThat(max()).as("one left, and two of her own").isEqualTo("3");
        ann.type("quantity", 0);
        ann.remove(); // whatever stands in the field
        eventually(() -> assertThat(ann.inCart()).isFalse());
    }

    @Test
    void whoAsksForMoreThanThereAreIsToldSoAndKeepsWhatShopperHas() throws Exception {
        open("items", "P=4,Q=5,R=3", "tick", "10s");
        ann.open(shop.home().resolve(PAGE));
        eventually(() -> assertThat(viewers()).isEqualTo(1));
        ann.click("add-button.P");
        eventually(() -> assertThat(ann.text("note.P")).isEqualTo("1 in your cart"));
        eventually(() -> assertThat(viewers()).as("a question and a stream").isEqualTo(2));
        add("P", 2); // within the tick, so Ann has not heard of it
        ann.type("quantity.P", 4);
        ann.click("change-button.P");

        eventually(() -> assertThat(ann.text("note.P")).isEqualTo("Not that many are left."));
        assertThat(ann.stock(".P")).isEqualTo("1 left");
        assertThat(ann.lines()).containsExactly("P × 1");
        assertThat(ann.shows("remove-button.P")).isTrue();
    }

    @Test
    void otherWindowOfTheSameShopperIsCaughtUpWithWhenItIsLookedAt() throws Exception {
        open("items", "P=10,Q=5,R=3");
        ann.open(shop.home().resolve(PAGE));
        ann.click("add-button.P");
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 1"));
        String session = ann.field("session.P");

        shop.cart(Map.of("session", session, "action", "add", "item", "R", "quantity", "3"));
        shop.cart(Map.of("session", session, "action", "remove", "item", "P"));
        ann.script("document.dispatchEvent(new Event('visibilitychange'))");

        eventually(() -> assertThat(ann.lines()).containsExactly("R × 3"));
        assertThat(ann.text("note.R")).isEqualTo("3 in your cart");
        assertThat(ann.shows("add-button.P")).isTrue();
    }

    @Test
    void itemThatIsNoLongerOfferedIsTheOnlyOneThatSaysSo() throws Exception {
        open("items", "P=10,Q=5,R=3");
        ann.open(shop.home().resolve(PAGE));
        eventually(() -> assertThat(viewers()).isEqualTo(1));
        String port = String.valueOf(shop.home().getPort());

        shop.close();
        shop = new RunningShop(data.resolve("new"), "items", "P=9,R=2", "port", port);

        eventually(() -> assertThat(ann.stock(".Q")).isEqualTo("No longer offered"));
        assertThat(ann.enabled("add-button.Q")).isFalse();
        eventually(() -> assertThat(List.of(ann.stock(".P"), ann.stock(".R"))).containsExactly("9 left", "2 left"));
        ann.screenshot("catalogue-no-longer-offered");
    }

    @Test
    void formsAreEnoughWithoutJavaScript() throws Exception {
        open("items", "P=10,Q=5,R=3");
        Browser plain = withoutJavaScript();
        plain.open(shop.home().resolve(PAGE));
        plain.type("quantity.Q", 2);
        plain.click("add-button.Q");
        eventually(() -> assertThat(plain.lines()).containsExactly("Q × 2"));
        assertThat(plain.address()).hasPath("/shop/").hasQuery("item=P&item=Q&item=R");

        plain.click("add-button.R");
        eventually(() -> assertThat(plain.lines()).containsExactly("Q × 2", "R × 1"));
        plain.type("quantity.Q", 5);
        plain.press(Keys.ENTER);
        eventually(() -> assertThat(plain.lines()).containsExactly("Q × 5", "R × 1"));
        assertThat(plain.stock(".Q")).isEqualTo("0 left for others");
        plain.screenshot("catalogue-without-javascript");

        plain.click("remove-button.Q");
        eventually(() -> assertThat(plain.lines()).containsExactly("R × 1"));
        assertThat(plain.address()).hasPath("/shop/").hasQuery("item=P&item=Q&item=R");
    }

    @Test
    void keyboardIsEnough() throws Exception {
        open("items", "P=10,Q=5");
        ann.open(shop.home().resolve("?item=P&item=Q"));

        ann.press(Keys.TAB); // the item's own page
        ann.press(Keys.TAB);
        assertThat(ann.focused()).isEqualTo("add-button.P");
        ann.press(Keys.TAB);
        assertThat(ann.focused()).isEqualTo("quantity.P");
        ann.press(Keys.ARROW_UP);
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 2"));
        assertThat(ann.focused()).isEqualTo("quantity.P");
        ann.press(Keys.ARROW_UP);
        ann.press(Keys.TAB);
        assertThat(ann.focused()).isEqualTo("change-button.P");
        ann.press(Keys.SPACE);
        eventually(() -> assertThat(ann.lines()).containsExactly("P × 3"));
        eventually(() -> assertThat(ann.focused()).isEqualTo("quantity.P"));
    }

    @Test
    void shelfLeadsFromPageToPage() throws Exception {
        open("items", "P=10,Q=5");
        ann.open(shop.home());

        ann.follow("More on the shelf");
        assertThat(ann.address()).hasQuery("item=P&item=Q");
        ann.follow("Q");
        assertThat(ann.address()).hasQuery("item=Q");
        assertThat(ann.stock()).isEqualTo("5 left");
    }

    /** What changes elsewhere on the shelf is not read out; what changes where the reader is, is. */
    @Test
    void screenReaderHearsOnlyOfTheItemWhereItIs() throws Exception {
        open("items", "P=10,Q=5,R=3");
        ann.open(shop.home().resolve(PAGE));
        eventually(() -> assertThat(viewers()).isEqualTo(1));
        ann.script(
                "window.heard = []; new MutationObserver(() => heard.push(document.getElementById('spoken').textContent))"
                        + ".observe(document.getElementById('spoken'), {childList: true})");
        ann.script("document.getElementById('add-button.Q').focus()");

        add("P", 1);
        add("R", 1);
        eventually(() -> assertThat(List.of(ann.stock(".P"), ann.stock(".R"))).containsExactly("9 left", "2 left"));
        add("Q", 1);

        eventually(() -> assertThat(ann.text("spoken")).isEqualTo("Q: 4 left"));
        assertThat(ann.script("return heard")).isEqualTo(List.of("Q: 4 left"));
    }

    @Test
    void phoneHasNothingToScrollSideways() throws Exception {
        String longest = "LIMITED-EDITION-2026-SIGNED-BY-THE-MAKERS";
        open("items", "P=1,Q=5," + longest + "=123456789", "quantity.limit", "1000");
        ann.phone(360, 740);
        ann.open(shop.home().resolve("?item=P&item=Q&item=" + longest));
        assertFitsAcross();
        ann.type("quantity." + longest, 1000);
        ann.click("add-button." + longest);
        eventually(() -> assertThat(ann.lines()).hasSize(1));
        assertFitsAcross();
        ann.screenshot("catalogue-phone");
    }

    @Test
    void readersOfChineseAndOfTheNightAreServed() throws Exception {
        open("items", "P=10,Q=5");
        ann.language("zh-CN,zh,en");
        ann.dark();
        ann.open(shop.home().resolve("?item=P&item=Q"));
        ann.click("add-button.P");

        eventually(() -> assertThat(ann.text("note.P")).isEqualTo("购物车里有 1 件"));
        assertThat(ann.stock(".P")).isEqualTo("还剩 9 件");
        ann.screenshot("catalogue-chinese-dark");
    }

    private void add(String sku, int quantity) throws Exception {
        assertThat(RunningShop.json(shop.cart(
                                Map.of("session", "carl", "action", "add", "item", sku, "quantity", "" + quantity)))
                        .getInt("incart"))
                .isEqualTo(quantity);
    }

    /** The addresses of all questions that have ended. */
    private List<?> asked() {
        return (List<?>) ann.script("return performance.getEntriesByType('resource')"
                + ".filter(entry => entry.name.includes('/status?')).map(entry => entry.name)");
    }

    private Object max() {
        return ann.script("return document.getElementById('quantity').max");
    }
}
