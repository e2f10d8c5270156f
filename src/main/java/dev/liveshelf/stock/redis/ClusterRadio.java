package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.redis.Slots.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The news of a Cluster: each channel is listened to at the primary of its slot, and follows it. */
final class ClusterRadio implements News {

    private final Function<Place, Radio> maker;
    private final Map<Place, Radio> radios = new HashMap<>(); // guarded by this
    private final Set<String> channels = new HashSet<>(); // guarded by this
    private final Map<String, Place> where = new HashMap<>(); // guarded by this
    private Slots slots = Slots.NONE; // guarded by this
    private BiConsumer<String, String> hearer = (channel, text) -> {}; // guarded by this
    private Consumer<List<String>> tuned = all -> {}; // guarded by this

    ClusterRadio(Function<Place, Radio> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized void listen(BiConsumer<String, String> newHearer, Consumer<List<String>> newTuned) {
        hearer = newHearer;
        tuned = newTuned;
    }

    @Override
    public synchronized void add(String channel) {
        channels.add(channel);
        place(channel);
    }

    @Override
    public synchronized void remove(String channel) {
        channels.remove(channel);
        leave(where.remove(channel), channel);
    }

    /** Listens where each channel is now. */
    synchronized void move(Slots now) {
        slots = now;
        channels.forEach(this::place);
        Set<Place> primaries = now.primaries();
        radios.entrySet().removeIf(entry -> {
            boolean gone = !primaries.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    private void place(String channel) {
        Place now = slots.of(channel);
        if (now != null && !now.equals(where.get(channel))) {
            leave(where.put(channel, now), channel);
            radios.computeIfAbsent(now, this::make).add(channel);
        }
    }

    private Radio make(Place place) {
        Radio radio = maker.apply(place);
        radio.listen(hearer, tuned);
        return radio;
    }

    private void leave(@Nullable Place place, String channel) {
        Radio radio = place == null ? null : radios.get(place);
        if (radio != null) {
            radio.remove(channel);
        }
    }

    @Override
    public synchronized CompletableFuture<Boolean> isOn() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        radios.values().forEach(radio -> all.add(radio.isOn()));
        return All.of(all).thenApply(answers -> !answers.contains(false));
    }
}
