package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Vitals;
import dev.liveshelf.stock.redis.Slots.Place;
import io.lettuce.core.RedisURI;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster: a link to every primary. Which it has is asked every second, and when somebody says that it is another;
 * a new primary is asked for nothing before its history is known where the epoch is, for it may have lost something.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again
final class ClusterWire implements Redis {

    /** How often it is asked who has which slots. Half of it at the least. */
    private static final long ROUND_MILLIS = 1_000;

    /** A slot with few keys moves in some milliseconds. Whoever waits for one is answered within two seconds. */
    private static final long MOVING_MILLIS = 1_200;

    private static final long PAUSE_MILLIS = 20;

    private static final String EPOCH = Places.SHELF.get(0);
    private static final System.Logger LOG = System.getLogger(ClusterWire.class.getName());

    private final Lettuce lettuce;
    private final Nearest nearest;
    private final Timer timer;
    private final Nonces nonces;
    private final int replicas;
    private final Epoch epoch = new Epoch();
    private final Map<Place, Link> links = new ConcurrentHashMap<>();
    private final ClusterRadio radio;
    private final Channels channels;
    private volatile Slots slots = Slots.NONE;
    private volatile Runnable back = () -> {};
    private volatile boolean closing;

    ClusterWire(Lettuce lettuce, Nearest nearest, RedisInfo about, Timer timer, Nonces nonces, int replicas) {
        this.lettuce = lettuce;
        this.nearest = nearest;
        this.timer = timer;
        this.nonces = nonces;
        this.replicas = replicas;
        boolean sharded = about.hasShardedNews();
        channels = sharded ? Channels.SHARDED : new Channels("0");
        radio = new ClusterRadio(place -> new Radio(lettuce, uri(place), timer, sharded));
    }

    /** The primary that has the epoch must be there; the others may come later, but must not be such as cannot be used. */
    @Override
    public CompletableFuture<Void> begin() {
        return nearest.slots().thenCompose(found -> {
            slots = found;
            radio.move(found);
            Place first = found.of(EPOCH);
            if (first == null) {
                throw new IllegalStateException("it is a Cluster that is not whole: some slots have no primary");
            }
            Link link = link(first);
            links.put(first, link);
            return link.begin().thenCompose(done -> beginOthers(found, first)).thenRun(this::round);
        });
    }

    private CompletableFuture<Void> beginOthers(Slots found, Place first) {
        List<CompletableFuture<Place>> all = new ArrayList<>();
        for (Place place : found.primaries()) {
            if (!place.equals(first)) {
                Link link = link(place);
                links.put(place, link);
                all.add(link.begin().thenApply(done -> place).exceptionally(failure -> {
                    if (Explain.cause(failure) instanceof IllegalStateException unfit) {
                        throw unfit;
                    }
                    link.keep();
                    return place;
                }));
            }
        }
        return All.done(All.of(all));
    }

    private Link link(Place place) {
        Opening opening = (about, own) -> {
            Wire way = place.equals(slots.of(EPOCH)) ? own : this;
            return way.run(Script.SHELF, Places.SHELF, List.of("", "open", nonces.epoch(), about.history()))
                    .thenAccept(reply -> epoch.learn(reply.text(0)));
        };
        RedisURI uri = uri(place);
        return new Link(lettuce, uri, timer, opening, new Witnesses(lettuce, uri, timer, replicas), () -> back.run());
    }

    private RedisURI uri(Place place) {
        return RedisURI.builder(nearest.uri())
                .withHost(place.host())
                .withPort(place.port())
                .withDatabase(0)
                .build();
    }

    /**
     * What another has is asked of that one; what is on its way is asked again until it has arrived. Not by ASKING, for who
     * gets a slot does nothing with several keys before it has all of them. Nothing of it has been done before.
     */
    @Override
    public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        return run(script, keys, words, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOVING_MILLIS));
    }

    private CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words, long end) {
        return runOnce(script, keys, words).exceptionallyCompose(failure -> {
            Throwable cause = Explain.cause(failure);
            if (!(cause instanceof Link.Moved) && !(cause instanceof Link.Moving)) {
                return CompletableFuture.failedFuture(failure);
            }
            if (System.nanoTime() > end) {
                return CompletableFuture.failedFuture(new Refusal.Away(Explain.MOVING));
            }
            return (cause instanceof Link.Moved ? follow(keys.get(0), end) : pause())
                    .thenCompose(done -> run(script, keys, words, end))
                    .exceptionallyCompose(again -> CompletableFuture.failedFuture(
                            Explain.cause(again) instanceof Refusal ? again : new Refusal.Away(Explain.AWAY)));
        });
    }

    /** Finds out who has a key now. Those who are asked may not know it yet. */
    private CompletableFuture<Void> follow(String key, long end) {
        Place before = slots.of(key);
        return refresh().thenCompose(done -> Objects.equals(before, slots.of(key)) ? pause() : there(key, end));
    }

    /** Waits for the connection to one that was not known before. If it does not come, that is said by who asks there. */
    private CompletableFuture<Void> there(String key, long end) {
        Place place = slots.of(key);
        Link link = place == null ? null : links.get(place);
        return link == null || link.isThere() || System.nanoTime() > end
                ? CompletableFuture.completedFuture(null)
                : pause().thenCompose(done -> there(key, end));
    }

    private CompletableFuture<Void> pause() {
        return timer.pause(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS / 2, PAUSE_MILLIS));
    }

    private CompletableFuture<Reply> runOnce(Script script, List<String> keys, List<String> words) {
        Place place = slots.of(keys.get(0));
        Link link = place == null ? null : links.get(place);
        return link == null
                ? CompletableFuture.failedFuture(new Refusal.Away(closing ? "The shop is closing" : Explain.AWAY))
                : link.run(script, keys, words);
    }

    @Override
    public boolean isShort(String key) {
        Place place = slots.of(key);
        Link link = place == null ? null : links.get(place);
        return link != null && link.isShort();
    }

    private void round() {
        long millis = ThreadLocalRandom.current().nextLong(ROUND_MILLIS / 2, ROUND_MILLIS);
        timer.after(millis, () -> refresh().whenComplete((done, away) -> round()));
    }

    /** Asks any primary, or, if none is there, those whose addresses were written down. */
    private CompletableFuture<Void> refresh() {
        Link any = any();
        return (any == null ? nearest.slots() : any.slots()).thenAccept(this::take);
    }

    private @Nullable Link any() {
        List<Link> there = links.values().stream().filter(Link::isThere).toList();
        return there.isEmpty() ? null : there.get(ThreadLocalRandom.current().nextInt(there.size()));
    }

    private synchronized void take(Slots found) {
        if (closing || found.equals(slots) || found.ranges().isEmpty()) {
            return;
        }
        LOG.log(Level.INFO, Event.of("redis_cluster", "primaries", found.primaries()));
        slots = found;
        Set<Place> primaries = found.primaries();
        links.forEach((place, link) -> {
            if (!primaries.contains(place)) {
                links.remove(place);
                link.close();
            }
        });
        for (Place place : primaries) {
            if (!links.containsKey(place)) {
                Link link = link(place);
                links.put(place, link);
                link.keep();
            }
        }
        radio.move(found);
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
        List<String> troubles = links.values().stream()
                .map(Link::trouble)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        int connected = (int) links.values().stream().filter(Link::isThere).count();
        int primaries = links.size();
        String trouble = troubles.isEmpty() ? null : String.join("; ", troubles);
        if (trouble != null && connected > 0 && connected < primaries) {
            trouble = primaries - connected + " of " + primaries + " primaries of the Redis Cluster cannot be used: "
                    + trouble;
        }
        return Vitals.ofRedis(trouble, primaries, connected);
    }

    @Override
    public void onBack(Runnable listener) {
        back = listener;
    }

    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            links.values().forEach(Link::end);
            links.clear();
        }
        lettuce.close();
    }
}
