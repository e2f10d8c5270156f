package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The operator's page, as an operator uses it. */
class OfficeIT extends TwoShoppers {

    private static final String[] TOKEN = {"Authorization", "Bearer secret-token"};

    /** An hour as the shop tells it; the shop of a test is younger. */
    private static final String HISTORY = """
            const samples = Array.from({ length: 240 }, (_, i) => {
              const rush = 1 + 4 * Math.exp(-(((i - 170) / 28) ** 2)) + Math.sin(i / 9) / 5 + Math.sin(i * 1.7) / 12;
              const at = new Date(Date.now() - (239 - i) * 15000).toISOString();
              return { at, polls: Math.round(260 * rush), streams: Math.round(520 * rush), wakes: Math.round(9 * rush), changes: Math.round(16 * rush), wakems: 6 * rush, changems: 1.4 + rush / 5 };
            });
            const real = window.fetch;
            window.fetch = (path, how) => path === "history" ? Promise.resolve(Response.json({ step: 15, samples })) : real(path, how);
            document.dispatchEvent(new Event("visibilitychange"));
            """;

    @Test
    void aHoldElsewhereChangesTheTableAtThatMoment() throws Exception {
        enter();
        assertThat(row("P")).isEqualTo("P|10|0|10|0|0|–");

        shop.add("carl");

        eventually(() -> assertThat(row("P")).startsWith("P|9|1|10|0|0|").matches(".*\\|(15:00|14:5\\d)"));
        shop.post("shop/checkout", "{\"session\":\"carl\",\"order\":\"A-1\"}", TOKEN);
        eventually(() -> assertThat(row("P")).isEqualTo("P|9|0|9|0|1|–"));
    }

    @Test
    void anOperatorFindsAnItemAdjustsItSetsItAndReadsItsLedgerByKeyboardAlone() throws Exception {
        enter();
        shop.put("shop/items/tea-1", "{\"onhand\":5,\"title\":\"Blue <b>Teapot</b>\"}", TOKEN);
        ann.write("words", "blue tea");
        eventually(() -> assertThat(rows()).containsExactly("tea-1"));
        assertThat(ann.text("found")).isEqualTo("Items: 1");

        ann.press(Keys.TAB);
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.text("item-name")).isEqualTo("Blue <b>Teapot</b>"));
        ann.write("delta", "3");
        ann.write("reason", "delivery");
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.text("adjusted")).isEqualTo("Done."));
        assertThat(onHand("tea-1")).isEqualTo(8);

        ann.write("safetystock", "2");
        shop.put("shop/items/tea-1", "{\"onhand\":7}", TOKEN); // another operator is faster
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.text("was-set")).startsWith("It has changed meanwhile: 7 on hand"));
        assertThat(onHand("tea-1")).isEqualTo(7);
        ann.write("safetystock", "2");
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(ann.text("was-set")).isEqualTo("Done."));
        eventually(() -> assertThat(ledger())
                .containsExactly(
                        "Set 0 counted → 5",
                        "Set -1 counted → 7",
                        "Adjusted +3 delivery → 8",
                        "Set +5 put on the shelf → 5"));

        ann.press(Keys.ESCAPE);
        assertThat(ann.shows("item")).isFalse();
        eventually(() -> assertThat(row("tea-1")).startsWith("Blue <b>Teapot</b> tea-1|5|0|7|2|0|"));
    }

    @Test
    void manyItemsAreTurnedPageByPage() throws Exception {
        enter();
        fill(120);
        ann.reload();
        eventually(() -> assertThat(rows()).hasSize(50));

        ann.click("next");
        eventually(() -> assertThat(rows()).hasSize(50).contains("sku-060"));
        ann.click("next");
        eventually(() -> assertThat(rows()).hasSize(21));
        assertThat(ann.text("found")).isEqualTo("Items: 121");
        assertThat(ann.enabled("next")).isFalse();
        ann.click("previous");
        eventually(() -> assertThat(rows()).hasSize(50).contains("sku-060"));
    }

    @Test
    void theBooksAreAuditedAndTheShopsHealthIsSaidInWords() throws Exception {
        enter();
        eventually(() -> assertThat(ann.text("state")).isEqualTo("All is well"));

        ann.click("audit");

        eventually(() -> assertThat(ann.text("findings")).startsWith("The books are straight"));
    }

    @Test
    void whoIsLoggedOutIsAskedForTheTokenAgain() throws Exception {
        enter();

        ann.script("document.querySelector('.masthead form').requestSubmit()");

        eventually(() -> assertThat(ann.shows("token")).isTrue());
    }

    @Test
    void axeFindsNothingAndItFitsOnAPhoneAndLooksAsItShould() throws Exception {
        open("items", "P=10", "token", "secret-token");
        ann.open(door());
        assertNothing();
        ann.screenshot("office-door");
        fill(60);
        shop.add("carl");
        enterHere();
        look("office");
        ann.dark();
        look("office-dark");
        ann.phone(360, 740);
        look("office-phone-dark");
        assertFitsAcross();
        ann.language("zh-CN,zh,en");
        ann.reload();
        eventually(() -> assertThat(rows()).hasSize(50));
        look("office-phone-zh");
        assertFitsAcross();
    }

    /** The page, and on it an item. */
    private void look(String name) throws Exception {
        ann.script(HISTORY);
        eventually(() -> assertThat(ann.script("return document.querySelectorAll('.plot svg').length"))
                .isEqualTo(3L));
        assertNothing();
        ann.screenshot(name);
        ann.script("document.querySelector('.open').click()");
        eventually(() -> assertThat(ledger()).isNotEmpty());
        assertNothing();
        ann.screenshot(name + "-item");
        ann.press(Keys.ESCAPE);
    }

    private void enter() throws Exception {
        open("items", "P=10", "token", "secret-token");
        ann.open(door());
        enterHere();
    }

    private void enterHere() {
        ann.write("token", "secret-token");
        ann.press(Keys.ENTER);
        eventually(() -> assertThat(rows()).isNotEmpty());
    }

    private URI door() {
        return shop.home().resolve("shop/");
    }

    private void fill(int items) throws Exception {
        String table = IntStream.range(0, items)
                .mapToObj(i -> String.format("sku-%03d,%s No. %d,%d", i, i % 2 == 0 ? "Teapot" : "Kettle", i, i % 17))
                .collect(Collectors.joining("\n", "item,title,onhand\n", "\n"));
        assertThat(shop.put("shop/items.csv", table, TOKEN).statusCode()).isEqualTo(200);
    }

    private int onHand(String sku) throws Exception {
        return RunningShop.json(shop.get("shop/items/" + sku, TOKEN)).getInt("onhand");
    }

    private List<Object> rows() {
        return list("return [...document.querySelectorAll('tbody tr')].map((row) =>"
                + " row.querySelector('.sku').textContent || row.querySelector('.name').textContent)");
    }

    private String row(String sku) {
        return (String)
                ann.script("return [...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) =>"
                        + " cell.innerText.trim().replace(/\\s+/g, ' ')).join('|')).find((row) => row.split('|')[0].endsWith('"
                        + sku + "'))");
    }

    private List<Object> ledger() {
        return list(
                "return [...document.querySelectorAll('#movements li')].map((line) =>"
                        + " ['verb', 'quantity', 'party', 'left'].map((part) => line.querySelector('.' + part).textContent).join(' '))");
    }

    private List<Object> list(String script) {
        return List.copyOf((List<?>) ann.script(script));
    }

    private void assertNothing() throws IOException {
        assertThat(Axe.findings(ann)).isEmpty();
    }
}
