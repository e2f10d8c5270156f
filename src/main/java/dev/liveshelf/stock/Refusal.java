package dev.liveshelf.stock;

import java.util.List;

/**
 * Why a stock said no. Nothing was changed (of {@link Away} that is not sure). Carries no stack trace: it is an answer, not a
 * fault.
 */
public abstract sealed class Refusal extends RuntimeException {

    private Refusal(String message) {
        super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }

    /** No such item on the shelf. */
    public static final class UnknownItem extends Refusal {
        public UnknownItem() {
            super("There is no such item on the shelf");
        }
    }

    /** The item's level does not allow it. */
    public abstract static sealed class AtLevel extends Refusal {
        private final Level level;

        private AtLevel(String message, Level level) {
            super(message);
            this.level = level;
        }

        /** Returns the level that does not allow it. */
        public final Level level() {
            return level;
        }
    }

    /** Fewer units are available than were asked for. */
    public static final class NotEnough extends AtLevel {
        public NotEnough(Level level) {
            super("Only " + level.available() + " left", level);
        }
    }

    /** The session does not hold the item, or not any more. */
    public static final class NotHeld extends AtLevel {
        public NotHeld(Level level) {
            super("It is not in the cart", level);
        }
    }

    /** Fewer units would be on hand than are held. */
    public static final class BelowHeld extends AtLevel {
        public BelowHeld(Level level) {
            super("There are " + level.held() + " held", level);
        }
    }

    /** The item has changed since the version that was expected. */
    public static final class Changed extends AtLevel {
        public Changed(Level level) {
            super("The item is at version " + level.version(), level);
        }
    }

    /** There is nothing in the cart to pay for. */
    public static final class EmptyCart extends Refusal {
        public EmptyCart() {
            super("The cart is empty");
        }
    }

    /** The time of some of the cart is over: these holds have expired. */
    public static final class Gone extends Refusal {
        private final List<Hold> holds;

        public Gone(List<Hold> holds) {
            super("The time of " + holds.size() + " lines of the cart is over");
            this.holds = List.copyOf(holds);
        }

        /** Returns the holds that have expired. */
        public List<Hold> holds() {
            return holds;
        }
    }

    /** No such order, or it is long forgotten. */
    public static final class UnknownOrder extends Refusal {
        public UnknownOrder() {
            super("There is no such order");
        }
    }

    /** More would come back than was sold. */
    public static final class NotSold extends Refusal {
        private final int left;

        public NotSold(int left) {
            super("Only " + left + " of it can come back");
            this.left = left;
        }

        /** Returns how many units of the order can still come back. */
        public int left() {
            return left;
        }
    }

    /** This idempotency key was used for something else. */
    public static final class KeyReused extends Refusal {
        public KeyReused() {
            super("This idempotency key was used for something else");
        }
    }

    /** A cart cannot hold that many units of one item. */
    public static final class Quantity extends Refusal {
        private final int limit;

        public Quantity(int limit) {
            super("A cart holds 1 to " + limit + " units of an item");
            this.limit = limit;
        }

        /** Returns the most units of one item in one cart. */
        public int limit() {
            return limit;
        }
    }

    /** A cart cannot hold that many units. */
    public static final class CartFull extends Refusal {
        private final int limit;

        public CartFull(int limit) {
            super("A cart holds " + limit + " units at the most");
            this.limit = limit;
        }

        /** Returns the most units in one cart, of all items together. */
        public int limit() {
            return limit;
        }
    }

    /** There is something on the shelf already, and nothing can move in. */
    public static final class NotEmpty extends Refusal {
        public NotEmpty() {
            super("The shelf is not empty");
        }
    }

    /** The engine makes no backup, or not now. */
    public static final class NoBackup extends Refusal {
        public NoBackup(String why) {
            super(why);
        }
    }

    /** Another shop is moving in, or has not finished to. */
    public static final String MOVING_IN =
            "an import has not come to its end. Repeat it with the same file: java -jar liveshelf.war import";

    /** The engine cannot answer now. The change may or may not have been made; repeating it is safe. */
    public static final class Away extends Refusal {
        public Away(String why) {
            super(why);
        }
    }
}
