package dev.liveshelf.cart;

import dev.liveshelf.stock.Stock;

/** Time that is moved by hand, for a shopping cart in tests of other rooms. */
public final class HandTime {

    private final HandTimer timer = new HandTimer();

    /** Opens a cart of two lanes that goes by this time. */
    public ShoppingCart open(Stock stock, Limits limits) {
        return new ShoppingCart(stock, limits, RoomEye.CLOSED, timer, new Lanes(2));
    }

    /** Moves on; what falls due on the way happens, though lanes may need a moment more for it. */
    public void moveSeconds(int seconds) {
        timer.moveMillis(seconds * 1_000L);
    }
}
