package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Vitals;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One Redis, or the one that Sentinel says is the primary: one connection to it, and another for its news. */
final class RedisWire implements Redis {

    private final Lettuce lettuce;
    private final Epoch epoch = new Epoch();
    private final Link link;
    private final Radio radio;
    private final Channels channels;
    private volatile Runnable back = () -> {};

    RedisWire(Lettuce lettuce, RedisURI uri, Timer timer, Nonces nonces, int replicas) {
        this.lettuce = lettuce;
        Opening opening = (about, own) -> own.run(
                        Script.SHELF, Places.SHELF, List.of("", "open", nonces.epoch(), about.history()))
                .thenAccept(reply -> epoch.learn(reply.text(0)));
        link = new Link(lettuce, uri, timer, opening, new Witnesses(lettuce, uri, timer, replicas), () -> back.run());
        radio = new Radio(lettuce, uri, timer, /* sharded= */ false);
        channels = new Channels(Integer.toString(uri.getDatabase()));
    }

    @Override
    public CompletableFuture<Void> begin() {
        return link.begin();
    }

    @Override
    public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        return link.run(script, keys, words);
    }

    @Override
    public boolean isShort(String key) {
        return link.isShort();
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public Channels channels() {
        return channels;
    }

    @Override
    public News news() {
        return radio;
    }

    @Override
    public Vitals vitals() {
        return Vitals.ofRedis(link.trouble(), 1, link.isThere() ? 1 : 0);
    }

    @Override
    public void onBack(Runnable listener) {
        back = listener;
    }

    @Override
    public void close() {
        link.end();
        lettuce.close();
    }
}
