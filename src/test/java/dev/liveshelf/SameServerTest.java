package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Session;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A back end in the same application needs no HTTP. What the README shows of it is what runs here. */
class SameServerTest {

    @TempDir
    Path data;

    @Test
    void whatHttpCanDoTheShoppingCartCanDo() throws Exception {
        try (RunningShop shop = new RunningShop(data)) {
            shop.add("ann");

            Order order = pay(shop.context(), new Session("ann"))
                    .toCompletableFuture()
                    .join();

            assertThat(order.lines()).hasSize(1);
            assertThat(shop.cart()
                            .getLevel("P")
                            .thenApply(Level::sold)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(1);
        }
    }

    @Test
    void theReadmeShowsThisVeryCode() throws Exception {
        Matcher example = Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        String source = Files.readString(Path.of("src/test/java/dev/liveshelf/SameServerTest.java"));

        assertThat(source.replaceAll("\\s+", " "))
                .contains(example.group(1).strip().replaceAll("\\s+", " "));
    }

    static CompletionStage<Order> pay(ServletContext context, Session session) {
        ShoppingCart cart = (ShoppingCart) context.getAttribute(ShoppingCart.ATTRIBUTE);
        return cart.extendHold(session, "P") // so that nothing runs out while the money is under way
                .thenCompose(line -> cart.checkout(session, "A-1001", /* partial= */ false));
    }
}
