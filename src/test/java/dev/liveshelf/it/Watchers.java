package dev.liveshelf.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages that poll, spread over all nodes. Whoever is cut off or sent away asks at any node a little later. */
final class Watchers implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile(
            "\"inventorycount\":\"(-?\\d+)\",\"held\":(\\d+),\"version\":\"([^\"]+)\".*\"pollafter\":(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Warehouse shop;
    private final Random random;
    private final List<Watcher> all = new ArrayList<>();
    private final Map<String, String> levels = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean over;

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of a question is the next question
    private final class Watcher {
        private final String item;
        private volatile String version = "";
        private volatile URI node;

        Watcher(String item, URI node) {
            this.item = item;
            this.node = node;
        }

        void ask() {
            if (over) {
                return;
            }
            String path = "status?item=" + item + (version.isEmpty() ? "&wait=0" : "&since=" + version);
            new Visitor(node, http).getLater(path).whenComplete((answer, cutOff) -> {
                if (cutOff != null || answer.statusCode() != 200) {
                    node = shop.any(random);
                    later(300);
                } else {
                    learn(answer);
                }
            });
        }

        private void learn(HttpResponse<String> answer) {
            Matcher level = ANSWER.matcher(answer.body());
            if (!level.find()) {
                complaints.add("No level: " + answer.body());
                return;
            }
            answers.incrementAndGet();
            version = level.group(3);
            String said = level.group(1) + " left, " + level.group(2) + " held";
            String other = levels.putIfAbsent(item + " " + version, said);
            if (other != null && !other.equals(said)) {
                complaints.add(item + " " + version + " is " + other + " and " + said);
            }
            later(Integer.parseInt(level.group(4)));
        }

        private void later(int millis) {
            CompletableFuture.delayedExecutor(random.nextInt(1 + millis), TimeUnit.MILLISECONDS)
                    .execute(this::ask);
        }
    }

    Watchers(Warehouse shop, List<String> items, int count, Random random) {
        this.shop = shop;
        this.random = random;
        for (int i = 0; i < count; i++) {
            all.add(new Watcher(items.get(i % items.size()), shop.node(i / items.size() % shop.size())));
        }
        all.forEach(Watcher::ask);
    }

    /** Whether everybody has been told something. */
    boolean areThere() {
        return all.stream().noneMatch(watcher -> watcher.version.isEmpty());
    }

    /** How many do not know that this is the version now. */
    long unaware(String item, String version) {
        return all.stream()
                .filter(watcher -> watcher.item.equals(item) && !watcher.version.equals(version))
                .count();
    }

    /** What somebody was told of this version; null if nobody was. */
    String told(String item, String version) {
        return levels.get(item + " " + version);
    }

    int answers() {
        return answers.get();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        over = true;
    }
}
