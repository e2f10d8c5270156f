package dev.liveshelf.stock.redis;

/**
 * On which channel the levels of an item are told. Redis keeps the keys of its databases apart, but not their channels.
 *
 * @param database its number
 */
record Channels(int database) {

    private static final String BEGIN = "liveshelf:{";
    private static final String END = "}:news:";

    String of(String sku) {
        return BEGIN + sku + END + database;
    }

    /** Returns whose levels are told on a channel of ours. */
    static String item(String channel) {
        return channel.substring(BEGIN.length(), channel.lastIndexOf(END));
    }
}
