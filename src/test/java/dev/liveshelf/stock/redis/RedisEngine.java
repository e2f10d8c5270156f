package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.InTurn;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Stock;
import java.time.Clock;
import java.util.Random;

/**
 * A stock on a Redis of its own database, whose node dies: between any two scripts, or after one and before its answer.
 * Requests are asked in turn: on Redis those that are under way at once have no order.
 */
final class RedisEngine implements Engine {

    /** In scripts: a checkout of two items has about ten. */
    private static final int LONGEST_LIFE = 80;

    private final String uri;
    private final Runnable flush;
    private CutWire wire;

    /** @param flush empties the database */
    RedisEngine(String uri, Runnable flush) {
        this.uri = uri;
        this.flush = flush;
    }

    @Override
    public Stock open(Rules rules, Clock clock) {
        RedisStock stock = RedisStock.open(uri, rules, clock, way -> wire = new CutWire(way));
        stock.settler().sweep(0).toCompletableFuture().join(); // others do so, some seconds later
        return new InTurn(stock);
    }

    @Override
    public void failSoon(Random random) {
        wire.cutAfter(random.nextInt(LONGEST_LIFE), random.nextBoolean());
    }

    @Override
    public void crash(Stock stock) {
        wire.cutAfter(0, /* losing= */ false);
        stock.close();
    }

    @Override
    public void close() {
        flush.run();
    }
}
