package dev.liveshelf.stock.redis;

/** What has become of a deal, for an item that has a pin of it. */
record Verdict(String deal, String nonce, Fate fate) {

    enum Fate {
        /** Nobody knows yet. What does not touch the pin may go around it. */
        UNDECIDED("w"),
        DECIDED("c"),
        ABANDONED("a");

        private final String letter;

        Fate(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }
    }
}
