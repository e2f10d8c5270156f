package dev.liveshelf.web;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CartTest {

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data, "items", "P=3,Q=5", "hold", "0");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void addingTakesAUnitOffTheShelfForEveryone() throws Exception {
        HttpResponse<String> response = shop.cart(Map.of("session", "ann", "action", "add", "item", "P"));

        JsonObject line = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"item\":\"P\",\"inventorycount\":\"2\",\"held\":1,\"version\":\""
                        + line.getString("version") + "\",\"incart\":1}");
    }

    @Test
    void theCountIsThereForProgramsOfTheSameServer() throws Exception {
        shop.add("ann");

        assertThat(shop.cart().getInventoryCount("P").toCompletableFuture().join())
                .isEqualTo(2);
    }

    @Test
    void addingAgainChangesNothing() throws Exception {
        JsonObject first = shop.add("ann");

        assertThat(shop.add("ann")).isEqualTo(first);
    }

    @Test
    void theQuantityIsAbsolute() throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "quantity", "3"));
        JsonObject line = json(shop.cart(Map.of("session", "ann", "action", "add", "quantity", "2")));

        assertThat(line.getInt("incart")).isEqualTo(2);
        assertThat(line.getString("inventorycount")).isEqualTo("1");
    }

    @Test
    void removingPutsItBack() throws Exception {
        shop.add("ann");

        JsonObject line = shop.remove("ann");

        assertThat(line.getInt("incart")).isZero();
        assertThat(line.getString("inventorycount")).isEqualTo("3");
    }

    @Test
    void removingWhatIsNotThereChangesNothing() throws Exception {
        String version = json(shop.get("status?wait=0")).getString("version");

        assertThat(shop.remove("ann").getString("version")).isEqualTo(version);
    }

    @Test
    void tooManyIsAConflictThatSaysWhatIsLeft() throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "quantity", "2"));

        HttpResponse<String> response = shop.cart(Map.of("session", "bob", "action", "add", "quantity", "2"));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).getString("inventorycount")).isEqualTo("1");
        assertThat(json(response).getString("detail")).isEqualTo("Ask for 1 or fewer.");
    }

    @Test
    void theCartListsWhatTheSessionHolds() throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "item", "Q", "quantity", "2"));
        shop.add("bob");

        JsonObject cart = json(shop.get("cart?session=ann"));

        assertThat(cart.getJsonArray("items")).hasSize(1);
        JsonObject line = cart.getJsonArray("items").getJsonObject(0);
        assertThat(line.getString("item")).isEqualTo("Q");
        assertThat(line.getInt("incart")).isEqualTo(2);
        assertThat(json(shop.get("cart", "Cookie", "liveshelf_session=ann"))).isEqualTo(cart);
    }

    @Test
    void theSessionIsTakenFromParameterThenHeaderThenCookie() throws Exception {
        shop.cart(Map.of("session", "ann", "action", "add", "item", "P"));
        shop.cart(Map.of("session", "bob", "action", "add", "item", "Q"));
        String cookie = "liveshelf_session=cat";

        assertThat(shop.get("cart", "Liveshelf-Session", "ann", "Cookie", cookie)
                        .body())
                .contains("\"P\"");
        assertThat(shop.get("cart?session=bob", "Liveshelf-Session", "ann", "Cookie", cookie)
                        .body())
                .contains("\"Q\"");
        assertThat(shop.get("cart", "Cookie", cookie).body()).isEqualTo("{\"items\":[]}");
        assertThat(shop.get("cart", "Liveshelf-Session", "not one", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBrowsersFormIsSentBackToThePage() throws Exception {
        HttpResponse<String> response = shop.post(
                "cart", "session=ann&action=add&item=P", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("./?item=P");
    }

    @Test
    void aCharsetThatNobodyKnowsIsNoObstacle() throws Exception {
        String type = "application/x-www-form-urlencoded; charset=bogus";

        assertThat(shop.post("cart", "session=ann&action=add", "Content-Type", type)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSessionInTheAddressIsNotTaken() throws Exception {
        assertThat(shop.post("cart?session=ann&action=add", "").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsInACartSurvivesARestart() throws Exception {
        shop.add("ann");
        shop.close();
        open();

        assertThat(json(shop.get("cart?session=ann")).getJsonArray("items")).hasSize(1);
        assertThat(json(shop.get("status?wait=0")).getString("inventorycount")).isEqualTo("2");
    }
}
