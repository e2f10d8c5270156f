package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import dev.liveshelf.stock.Level;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shelf as a table: out, and in again, all or nothing. */
class ItemsCsvTest {

    private static final String[] TOKEN = {"Authorization", "Bearer secret-token"};

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=10,A=3", "hold", "0", "token", "secret-token");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theShelfIsWrittenAsATable() throws Exception {
        shop.add("ann");
        shop.put("shop/items/A", "{\"onhand\":3,\"safetystock\":1,\"title\":\"An \\\"axe\\\", sharp\"}", TOKEN);

        HttpResponse<String> table = shop.get("shop/items.csv", TOKEN);

        assertThat(table.body()).isEqualTo("""
                        item,title,onhand,safetystock,held,sold\r
                        A,"An ""axe"", sharp",3,1,0,0\r
                        P,,10,0,1,0\r
                        """);
        assertThat(table.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8;header=present");
        assertThat(table.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"items.csv\"");
    }

    @Test
    void whatWasWrittenCanBeReadAgain() throws Exception {
        shop.add("ann");
        shop.put("shop/items/A", "{\"onhand\":3,\"safetystock\":1,\"title\":\"斧子, „An axe“\"}", TOKEN);
        String table = shop.get("shop/items.csv", TOKEN).body();
        try (RunningShop other = new RunningShop(data.resolve("other"), "items", "P=1,A=1", "token", "secret-token")) {
            assertThat(other.put("shop/items.csv", table, TOKEN).body()).isEqualTo("{\"items\":2}");

            assertThat(other.get("shop/items.csv", TOKEN).body())
                    .isEqualTo(table.replace("P,,10,0,1,0", "P,,10,0,0,0"));
        }
    }

    @Test
    void whatASpreadsheetWouldTakeForAFormulaIsMarkedAndReadBackAsItWas() throws Exception {
        String[] titles = {"=1+1", "+1", "-1", "@x", "'=1", "''@x", "'Tis", "' =1", "a=1", "=\"a\",b"};
        for (int i = 0; i < titles.length; i++) {
            String title = titles[i].replace("\"", "\\\"");
            shop.put("shop/items/-" + i, "{\"onhand\":3,\"title\":\"" + title + "\"}", TOKEN);
        }

        String table = shop.get("shop/items.csv", TOKEN).body();

        assertThat(table).doesNotContainPattern("(?m)(^|,)\"?[=+@-]");
        assertThat(table).contains("'-0,'=1+1,", "'-4,''=1,", "'-6,'Tis,", "'-9,\"'=\"\"a\"\",b\",");
        try (RunningShop other = new RunningShop(data.resolve("other"), "items", "P=10,A=3", "token", "secret-token")) {
            other.put("shop/items.csv", table, TOKEN);
            assertThat(other.get("shop/items.csv", TOKEN).body()).isEqualTo(table);
            for (int i = 0; i < titles.length; i++) {
                assertThat(RunningShop.json(other.get("shop/items/-" + i, TOKEN))
                                .getString("title"))
                        .isEqualTo(titles[i]);
            }
        }
    }

    @Test
    void columnsAreFoundByTheirNamesAndWhatIsNotSaidStays() throws Exception {
        shop.put("shop/items/A", "{\"onhand\":3,\"safetystock\":1,\"title\":\"Axe\"}", TOKEN);

        put("\uFEFFonhand,item\n7,A\n\n2,B\n");

        assertThat(shop.get("shop/items.csv", TOKEN).body()).isEqualTo("""
                        item,title,onhand,safetystock,held,sold\r
                        A,Axe,7,1,0,0\r
                        B,,2,0,0,0\r
                        P,,10,0,0,0\r
                        """);
    }

    @Test
    void tenThousandItemsComeInOneRequest() throws Exception {
        StringBuilder table = new StringBuilder("item,onhand,safetystock,title\n");
        for (int i = 0; i < 10_000; i++) {
            table.append("SKU-")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(",1,Item number ")
                    .append(i)
                    .append('\n');
        }

        assertThat(put(table.toString()).body()).isEqualTo("{\"items\":10000}");

        assertThat(json(shop.get("shop/items/SKU-9999", TOKEN)).getInt("onhand"))
                .isEqualTo(9999);
        assertThat(shop.get("shop/items.csv", TOKEN).body().lines()).hasSize(1 + 2 + 10_000);
        assertThat(shop.get("shop/audit", TOKEN).body()).isEqualTo("{\"findings\":[]}");
    }

    @Test
    void whoeverWaitsSeesWhatCameIn() throws Exception {
        String since = json(shop.get("status?wait=0")).getString("version");
        CompletableFuture<HttpResponse<String>> poll = shop.getLater("status?item=P&since=" + since);

        put("item,onhand\nP,99\n");

        assertThat(json(poll.get(5, TimeUnit.SECONDS)).getString("inventorycount"))
                .isEqualTo("99");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        1 | ~~
        1 | item,onhand
        1 | item\\nP
        1 | sku,onhand\\nP,1
        1 | item,onhand,colour\\nP,1,red
        1 | item,onhand,onhand\\nP,1,1
        1 | item;onhand\\nP;1
        2 | item,onhand\\nP
        3 | item,onhand\\nA,1\\nP,1,2
        3 | item,onhand\\nA,1\\nP,-1
        3 | item,onhand\\nA,1\\nP,NaN
        3 | item,onhand\\nA,1\\nP,1.5
        3 | item,onhand\\nA,1\\nP,1e3
        3 | item,onhand\\nA,1\\nP,
        3 | item,onhand\\nA,1\\nP,99999999999999999999
        3 | item,onhand\\nA,1\\nP,1000000001
        3 | item,onhand,safetystock\\nA,1,0\\nP,1,-1
        3 | item,onhand\\nA,1\\n<b>,1
        4 | item,onhand\\nA,1\\nP,1\\nA,2
        2 | item,title,onhand\\nA,"two\\nlines",1\\nP,x,1
        3 | item,onhand\\nA,1\\n"P,1
        """)
    void aTableThatMakesNoSenseIs400WithTheLineAndChangesNothing(long line, String table) throws Exception {
        String before = shop.get("shop/items.csv", TOKEN).body();

        HttpResponse<String> response = put(table.replace("\\n", "\n"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).getJsonNumber("line").longValue()).isEqualTo(line);
        assertThat(shop.get("shop/items.csv", TOKEN).body()).isEqualTo(before);
    }

    @Test
    void fewerThanAreHeldIsAConflictWithTheLineAndChangesNothing() throws Exception {
        shop.add("ann");
        String before = shop.get("shop/items.csv", TOKEN).body();

        HttpResponse<String> response = put("item,onhand\nB,5\nP,0\n");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).getInt("line")).isEqualTo(3);
        assertThat(shop.get("shop/items.csv", TOKEN).body()).isEqualTo(before);
    }

    @Test
    void whatIsNotUtf8Is400WithTheLine() throws Exception {
        byte[] latin = "item,onhand,title\nA,1,axe\nB,2,h\u00e4mmer\n".getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> response = shop.put("shop/items.csv", BodyPublishers.ofByteArray(latin), TOKEN);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).getInt("line")).isEqualTo(3);
    }

    @Test
    void withoutTheTokenThereIsNoTable() throws Exception {
        assertThat(shop.get("shop/items.csv").statusCode()).isEqualTo(401);
        assertThat(shop.put("shop/items.csv", "item,onhand\nP,1\n").statusCode())
                .isEqualTo(401);
        assertThat(shop.cart()
                        .getLevel("P")
                        .thenApply(Level::onHand)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(10);
    }

    private HttpResponse<String> put(String table) throws Exception {
        return shop.put("shop/items.csv", table, TOKEN);
    }
}
