package dev.liveshelf.bench.wake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of one server, with one kind and number of viewers. */
final class Figures {

    private final List<Turn.Told> told = new ArrayList<>();
    private final double memory;
    private final double heap;

    /**
     * @param weighed the first turn of such a crowd, of which nothing else is taken
     * @param before how many bytes the server had before the first and smallest crowd: those who leave give back little
     */
    Figures(Turn.Result weighed, long before, int viewers) {
        this.memory = (double) (weighed.memory() - before) / viewers;
        this.heap = weighed.heap();
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
        return memory;
    }

    double heap() {
        return heap;
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
