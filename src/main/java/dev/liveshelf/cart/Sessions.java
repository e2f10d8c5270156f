package dev.liveshelf.cart;

import dev.liveshelf.stock.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** How many viewers name the same session: past the limit a new one takes the place of the oldest. */
final class Sessions {

    private final int limit;
    private final ConcurrentMap<Session, Deque<Seat>> seats = new ConcurrentHashMap<>();

    Sessions(int limit) {
        this.limit = limit;
    }

    /** Adds a seat. Returns the one that has to go for it, if any. */
    @Nullable
    Seat add(Session session, Seat seat) {
        Seat[] oldest = new Seat[1];
        seats.compute(session, (key, known) -> {
            Deque<Seat> deque = known == null ? new ArrayDeque<>(2) : known;
            deque.addLast(seat);
            if (deque.size() > limit) {
                oldest[0] = deque.pollFirst();
            }
            return deque;
        });
        return oldest[0];
    }

    void remove(Session session, Seat seat) {
        seats.computeIfPresent(session, (key, deque) -> {
            deque.remove(seat);
            return deque.isEmpty() ? null : deque;
        });
    }
}
