package dev.liveshelf.metrics;

import dev.liveshelf.cart.ShoppingCart;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Metrics that say how something is now. What takes long to find out is as the watchman saw it last. */
final class Views {

    private final Gauges gauges;
    private final Watchman watchman;
    private final ShoppingCart cart;
    private final int viewersLimit;

    Views(Gauges gauges, Watchman watchman, ShoppingCart cart, int viewersLimit) {
        this.gauges = gauges;
        this.watchman = watchman;
        this.cart = cart;
        this.viewersLimit = viewersLimit;
    }

    void show(PrometheusRegistry registry) {
        gauges.gauges("liveshelf_viewers", "Viewers who wait now, in a long poll or at an event stream.", "kind")
                .callback(viewers -> {
                    int streams = cart.streams();
                    viewers.call(Math.max(0, cart.viewers() - streams), "poll");
                    viewers.call(streams, "stream");
                })
                .register(registry);
        gauges.gauge("liveshelf_viewers_limit", "The most viewers at once.", () -> viewersLimit);
        gauges.gauge(
                "liveshelf_draining",
                "1 while the shop closes and viewers are sent away.",
                () -> cart.isDraining() ? 1 : 0);
        gauges.gauge("liveshelf_engine_up", "1 while the engine answers.", () -> watchman.isEngineUp() ? 1 : 0);
        gauges.gauge(
                "liveshelf_troubles",
                "How much is wrong; /health says what.",
                () -> watchman.state(null).troubles().size());
        gauges.gauge(
                "liveshelf_store_bytes",
                "Size of the store's file.",
                () -> watchman.vitals().fileBytes());
        gauges.gauge(
                "liveshelf_store_disk_free_bytes",
                "Room left on the disk of the store.",
                () -> watchman.vitals().diskBytes());
        gauges.gauge(
                "liveshelf_redis_primaries",
                "Primaries of Redis to be connected with.",
                () -> onRedis(watchman.vitals().primaries()));
        gauges.gauge(
                "liveshelf_redis_primaries_connected",
                "Primaries of Redis that are.",
                () -> onRedis(watchman.vitals().connected()));
        gauges.gauge(
                "liveshelf_open_files",
                "Open files and sockets of the process.",
                () -> watchman.machine().openFiles());
        gauges.gauge(
                "liveshelf_open_files_limit",
                "The most there may be.",
                () -> watchman.machine().openFilesLimit());
        gauges.gauge(
                "liveshelf_heap_used_bytes",
                "Heap in use, garbage included.",
                () -> watchman.machine().heapUsed());
        gauges.gauge(
                "liveshelf_heap_limit_bytes",
                "The most there may be.",
                () -> watchman.machine().heapLimit());
    }

    private double onRedis(int count) {
        return watchman.vitals().primaries() == 0 ? -1 : count;
    }
}
