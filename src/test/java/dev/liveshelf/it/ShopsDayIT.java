package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop's day, through the public interface: stock comes in, 200 shoppers race for it, some pay, some leave, the process is
 * killed twice, something comes back; and in the evening the sums are right to the unit.
 */
class ShopsDayIT {

    private static final int ITEMS = 10_000;
    private static final int HOT = 20;
    private static final int UNITS = 15;
    private static final int SHOPPERS = 200;
    private static final int AT_ONCE = 32;

    @TempDir
    private Path home;

    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    void inTheEveningTheSumsAreRightToTheUnit() throws Exception {
        System.out.println("a shop's day: -Dseed=" + seed);
        try (ReopeningShop shop = new ReopeningShop(home, "token=" + BackEnd.TOKEN, "hold=4s", "hold.limit=8s")) {
            BackEnd backEnd = new BackEnd(shop);
            backEnd.importTable(morning());

            List<DayShopper> shoppers = race(shop, backEnd);
            Map<String, Integer> sold = new TreeMap<>();
            shoppers.forEach(
                    shopper -> shopper.bought().forEach((item, units) -> sold.merge(item, units, Integer::sum)));
            assertThat(shop.kills()).isEqualTo(2);
            assertThat(sold).isNotEmpty();

            DayShopper unhappy = shoppers.stream()
                    .filter(shopper -> !shopper.bought().isEmpty())
                    .findFirst()
                    .orElseThrow();
            String returned = unhappy.bought().keySet().iterator().next();
            backEnd.giveBackTwice(unhappy.order(), returned);

            awaitNothingHeld(shop);
            assertEvening(backEnd, sold, returned);
            System.out.println("a shop's day: sold "
                    + sold.values().stream().mapToInt(units -> units).sum() + " of "
                    + HOT * UNITS + " units of hot items in "
                    + shoppers.stream()
                            .filter(shopper -> !shopper.bought().isEmpty())
                            .count() + " orders");
        }
    }

    private static String morning() {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> item(i) + "," + UNITS + ",Item number " + i)
                .collect(Collectors.joining("\n", "item,onhand,title\n", "\n"));
    }

    private static String item(int i) {
        return "SKU-" + i;
    }

    /** All shop at random. When a quarter and when half of them are through, the process is killed. */
    private List<DayShopper> race(ReopeningShop shop, BackEnd backEnd) throws Exception {
        List<DayShopper> shoppers = IntStream.range(0, SHOPPERS)
                .mapToObj(i -> new DayShopper("shopper-" + i, shop, backEnd, new Random(seed + i), HOT))
                .toList();
        ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> days = new ArrayList<>();
        for (DayShopper shopper : shoppers) {
            days.add(crowd.submit(shopper));
        }
        crowd.shutdown();
        for (int i = 0; i < SHOPPERS; i++) {
            if (i == SHOPPERS / 4 || i == SHOPPERS / 2) {
                shop.killAndReopen();
            }
            days.get(i).get();
        }
        return shoppers;
    }

    /** Nobody does anything any more: what is left in carts runs out, and the shop says so by itself. */
    private static void awaitNothingHeld(ReopeningShop shop) throws IOException {
        for (int i = 0; i < HOT; i++) {
            JsonObject level = shop.visitor().level(item(i));
            while (level.getInt("held") > 0) {
                level = Visitor.json(
                        shop.visitor().get("status?item=" + item(i) + "&since=" + level.getString("version")));
            }
        }
    }

    private static void assertEvening(BackEnd backEnd, Map<String, Integer> sold, String returned) throws IOException {
        assertThat(backEnd.findings()).isEmpty();
        for (int i = 0; i < HOT; i++) {
            int gone = sold.getOrDefault(item(i), 0) - (item(i).equals(returned) ? 1 : 0);
            JsonObject level = backEnd.item(item(i));
            assertThat(level.getInt("sold")).as("sold of %s", item(i)).isEqualTo(gone);
            assertThat(level.getInt("onhand")).as("on hand of %s", item(i)).isEqualTo(UNITS - gone);
            assertThat(level.getInt("held")).isZero();
            assertThat(folded(backEnd.movements(item(i))))
                    .as("fold of %s", item(i))
                    .isEqualTo(UNITS - gone);
        }
        assertThat(backEnd.table().lines()).hasSize(1 + 1 + ITEMS); // the header, the first item of a new shelf, ours
    }

    /** Adds up what is on hand, as anybody could who reads the ledger. */
    private static int folded(List<JsonObject> movements) {
        int onHand = 0;
        int held = 0;
        for (JsonObject movement : movements) {
            int quantity = movement.getInt("quantity");
            switch (movement.getString("verb")) {
                case "set", "adjust", "return" -> onHand += quantity;
                case "hold" -> held += quantity;
                case "release", "expire" -> held -= quantity;
                case "commit" -> {
                    onHand -= quantity;
                    held -= quantity;
                }
                default -> assertThat(movement.getString("verb")).isEqualTo("extend");
            }
            JsonValue after = movement.get("after");
            assertThat(after.asJsonObject().getInt("onhand")).isEqualTo(onHand);
            assertThat(after.asJsonObject().getInt("held")).isEqualTo(held).isBetween(0, onHand);
        }
        return onHand;
    }
}
