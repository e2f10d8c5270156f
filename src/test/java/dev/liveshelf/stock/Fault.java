package dev.liveshelf.stock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A way to do one thing wrong now and then, for negative controls. */
enum Fault {
    FORGETS_KEYS {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                private final AtomicLong more = new AtomicLong();

                @Override
                public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
                    return super.adjust(sku, delta, reason, key + "-" + more.incrementAndGet());
                }
            };
        }
    },

    RETURNS_TWICE {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                private final AtomicLong more = new AtomicLong();

                @Override
                public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
                    return super.giveBack(order, sku, quantity, key + "-" + more.incrementAndGet());
                }
            };
        }
    },

    RELEASES_ANOTHERS_HOLD {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                @Override
                public CompletionStage<Line> release(Session session, String sku) {
                    return super.release(session.value().equals("s1") ? new Session("s2") : session, sku);
                }
            };
        }
    },

    PUTS_AN_EXPIRED_HOLD_IN_AGAIN {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                @Override
                public CompletionStage<Line> extend(Session session, String sku) {
                    return super.extend(session, sku).exceptionallyCompose(no -> super.hold(session, sku, 1));
                }
            };
        }
    },

    SELLS_WHAT_IS_LEFT_OF_A_CART_UNASKED {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                @Override
                public CompletionStage<Order> commit(Session session, String order, boolean partial) {
                    return super.commit(session, order, true);
                }
            };
        }
    },

    DOES_NOT_COMPARE_VERSIONS {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                @Override
                public CompletionStage<Item> set(Count count, Version expected) {
                    return super.set(count, null);
                }
            };
        }
    },

    SETS_SOME_OF_MANY {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                @Override
                public CompletionStage<Void> setAll(List<Count> counts) {
                    CompletionStage<Void> all = CompletableFuture.completedStage(null);
                    for (Count count : counts) {
                        all = all.thenCombine(super.setAll(List.of(count)), (one, another) -> null);
                    }
                    return all;
                }
            };
        }
    },

    IS_SILENT_NOW_AND_THEN {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                private long changes;

                @Override
                public void subscribe(Consumer<Level> listener) {
                    super.subscribe(level -> {
                        if (++changes % 50 != 0) {
                            listener.accept(level);
                        }
                    });
                }
            };
        }
    },

    TELLS_OLD_NEWS {
        @Override
        Stock in(Stock stock) {
            return new StandIn(stock) {
                private Level last;

                @Override
                public void subscribe(Consumer<Level> listener) {
                    super.subscribe(level -> {
                        listener.accept(last == null ? level : last);
                        last = level;
                    });
                }
            };
        }
    };

    /** Makes it do so. */
    abstract Stock in(Stock stock);
}
