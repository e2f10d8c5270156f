package dev.liveshelf.stock.redis;

/**
 * On which channel the levels of an item are told. Redis keeps the keys of its databases apart, but not their channels.
 *
 * @param end number of the database; or a word that says that the channel belongs to the item's slot of a Cluster
 */
record Channels(String end) {

    /** {@code item.lua} knows them by their end. Nodes that were started before Redis knew such hear of them later. */
    static final Channels SHARDED = new Channels("shard");

    private static final String BEGIN = "liveshelf:{";
    private static final String END = "}:news:";

    String of(String sku) {
        return BEGIN + sku + END + end;
    }

    /** Returns whose levels are told on a channel of ours. */
    static String item(String channel) {
        return channel.substring(BEGIN.length(), channel.lastIndexOf(END));
    }
}
