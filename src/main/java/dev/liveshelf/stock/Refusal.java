package dev.liveshelf.stock;

/** Why a stock said no. Nothing was changed (of {@link Away} that is not sure). Carries no stack trace: it is an answer, not a fault. */
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

    /** Fewer units are available than were asked for. */
    public static final class NotEnough extends Refusal {
        private final Level level;

        public NotEnough(Level level) {
            super("Only " + level.available() + " left");
            this.level = level;
        }

        /** Returns the level that was too low. */
        public Level level() {
            return level;
        }
    }

    /** The session does not hold the item, or not any more. */
    public static final class NotHeld extends Refusal {
        private final Level level;

        public NotHeld(Level level) {
            super("It is not in the cart");
            this.level = level;
        }

        /** Returns the item's level. */
        public Level level() {
            return level;
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

    /** The engine cannot answer now. The change may or may not have been made; repeating it is safe. */
    public static final class Away extends Refusal {
        public Away(String why) {
            super(why);
        }
    }
}
