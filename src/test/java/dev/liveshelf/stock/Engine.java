package dev.liveshelf.stock;

import java.time.Clock;
import java.util.Random;

/** Where the stock of one history lies, and how it comes to harm. */
public interface Engine extends AutoCloseable {

    /** Opens the stock on what is there. */
    Stock open(Rules rules, Clock clock) throws Exception;

    /** Lets it go down at some moment from now on, perhaps in the middle of a step; what goes on then is Away. */
    void failSoon(Random random);

    /** Throws the open stock away as sudden death would, and leaves what would be left by it. */
    void crash(Stock stock) throws Exception;

    /** Removes everything. */
    @Override
    void close();
}
