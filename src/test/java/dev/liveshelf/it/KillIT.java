package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of trade, again and again: what was answered is there, and nothing is sold twice. */
class KillIT {
    private static final int UNITS = 50;

    @TempDir
    private Path home;

    @Test
    void whatWasAnsweredSurvives() throws IOException {
        kill(8);
    }

    @Test
    @Tag("soak")
    void whatWasAnsweredSurvivesAHundredTimes() throws IOException {
        kill(100);
    }

    private void kill(int kills) throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("kill -9, " + kills + " times: -Dseed=" + seed);
        Random random = new Random(seed);
        Trade trade = new Trade();
        for (int kill = 0; kill < kills; kill++) {
            try (ShopProcess shop = open()) {
                assertNothingLost(shop, trade);
                trade.run(new Visitor(shop.address()), random.nextInt(1, 600), shop::killHard);
            }
        }
        try (ShopProcess shop = open()) {
            assertNothingLost(shop, trade);
        }
        System.out.println("kill -9: " + trade);
    }

    /** Started often, so started fast. */
    private ShopProcess open() throws IOException {
        return ShopProcess.start(
                home, "items=P=" + UNITS, "token=" + BackEnd.TOKEN, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    private static void assertNothingLost(ShopProcess shop, Trade trade) throws IOException {
        Visitor visitor = new Visitor(shop.address());
        int held = trade.count(visitor);
        JsonObject level = visitor.level("P");
        int available = Integer.parseInt(level.getString("inventorycount"));
        assertThat(level.getInt("held")).as("held, and the sum of all carts").isEqualTo(held);
        assertThat(available).isNotNegative();
        assertThat(held + available).as("on hand").isEqualTo(UNITS);
        trade.assertNotBefore(level);
        assertThat(visitor.get("shop/audit", BackEnd.AUTHORIZED).body()).isEqualTo("{\"findings\":[]}");
    }
}
