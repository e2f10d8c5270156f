package dev.liveshelf;

import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import dev.liveshelf.stock.redis.RedisStock;
import java.time.Clock;

/** Opens the engine that the settings name. */
final class Engines {

    private Engines() {}

    /** @throws IllegalArgumentException and {@link IllegalStateException} as the engines do; the message says what to do */
    static MovableStock open(Settings settings, Clock clock) {
        Rules rules = new Rules(
                settings.quantityLimit(),
                settings.cartLimit(),
                settings.holdTime(),
                settings.holdLimit(),
                Rules.LEDGER_LIMIT);
        return settings.redis().isEmpty()
                ? EmbeddedStock.open(settings.data(), rules, clock)
                : RedisStock.open(settings.redis(), rules, settings.redisWait());
    }
}
