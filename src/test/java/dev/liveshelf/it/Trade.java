package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Many shoppers at the last units of item P, one unit in a cart, and what each of them has been told. */
final class Trade {
    private enum Told {
        IN_CART,
        NOT_IN_CART,
        NOTHING_YET
    }

    private static final int SHOPPERS = 16;

    private final Map<String, Told> carts = new ConcurrentHashMap<>();
    private final Deque<String> full = new ConcurrentLinkedDeque<>();
    private final Set<Long> versions = ConcurrentHashMap.newKeySet();
    private final Set<String> epochs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    /** Trades until so many answers have come, does what is to be done then, and goes on until nobody is answered. */
    void run(Visitor visitor, int enough, Runnable then) {
        int last = answers.get() + enough;
        ExecutorService shoppers = Executors.newFixedThreadPool(SHOPPERS);
        List<CompletableFuture<Void>> trading = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> trade(visitor, last, then), shoppers))
                .limit(SHOPPERS)
                .toList();
        shoppers.shutdown();
        trading.forEach(CompletableFuture::join);
    }

    private void trade(Visitor visitor, int last, Runnable then) {
        try {
            for (int turn = 0; ; turn++) {
                if (turn % 3 < 2) {
                    add(visitor);
                } else {
                    remove(visitor);
                }
                if (answers.incrementAndGet() == last) {
                    then.run();
                }
            }
        } catch (IOException unanswered) {
            broken.incrementAndGet();
        }
    }

    private void add(Visitor visitor) throws IOException {
        String session = "s" + sessions.incrementAndGet();
        carts.put(session, Told.NOTHING_YET);
        HttpResponse<String> answer = visitor.add(session, "P");
        if (answer.statusCode() == 200) {
            note(answer);
            carts.put(session, Told.IN_CART);
            full.add(session);
        } else {
            assertThat(answer.statusCode()).isEqualTo(409);
            refused.incrementAndGet();
            carts.put(session, Told.NOT_IN_CART);
        }
    }

    private void remove(Visitor visitor) throws IOException {
        String session = full.poll();
        if (session != null) {
            carts.put(session, Told.NOTHING_YET);
            HttpResponse<String> answer = visitor.remove(session, "P");
            assertThat(answer.statusCode()).isEqualTo(200);
            note(answer);
            carts.put(session, Told.NOT_IN_CART);
        }
    }

    /** Every change has a version of its own. */
    private void note(HttpResponse<String> change) {
        assertThat(versions.add(number(Visitor.json(change)))).isTrue();
    }

    private long number(JsonObject level) {
        String version = level.getString("version");
        int dot = version.lastIndexOf('.');
        epochs.add(version.substring(0, dot));
        return Long.parseLong(version.substring(dot + 1));
    }

    /** Looks into every cart, holds what is there against what was told, and returns how many are full. */
    int count(Visitor visitor) throws IOException {
        full.clear();
        for (Map.Entry<String, Told> cart : carts.entrySet()) {
            boolean inCart = visitor.get("cart?session=" + cart.getKey()).body().contains("\"incart\":1");
            if (cart.getValue() != Told.NOTHING_YET) {
                assertThat(inCart).as(cart.toString()).isEqualTo(cart.getValue() == Told.IN_CART);
            }
            if (inCart) {
                cart.setValue(Told.IN_CART);
                full.add(cart.getKey());
            }
        }
        carts.keySet().retainAll(full);
        return full.size();
    }

    /** The version has not gone back, and its history is not lost. */
    void assertNotBefore(JsonObject level) {
        long now = number(level);
        assertThat(epochs).hasSize(1);
        assertThat(versions).allMatch(version -> version <= now);
    }

    @Override
    public String toString() {
        return answers + " answers (" + refused + " times sold out), " + broken + " shoppers cut off";
    }
}
