package dev.liveshelf.bench.wake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of one server, with one kind and number of viewers. */
final class Figures {

    private final List<Turn.Told> told = new ArrayList<>();
    private final Turn.Result weighed;

    /** @param weighed the first turn of such a crowd, of which nothing else is taken: later ones find memory that was never given back */
    Figures(Turn.Result weighed) {
        this.weighed = weighed;
    }

    static String key(String rival, Mode mode, int viewers) {
        return rival + " / " + mode + " / " + viewers;
    }

    void add(Turn.Result result) {
        told.addAll(result.told());
    }

    double median(ToDoubleFunction<Turn.Told> figure) {
        return median(told.stream().mapToDouble(figure).boxed().toList());
    }

    double memory() {
        return weighed.memory();
    }

    double heap() {
        return weighed.heap();
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
