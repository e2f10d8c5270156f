package dev.liveshelf.bench.wake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of one server, with one kind and number of viewers. */
final class Figures {

    private final List<Turn.Told> told = new ArrayList<>();
    private final List<Double> memory = new ArrayList<>();
    private double heap;

    Figures() {
        this(-1);
    }

    /** With what was weighed before. */
    Figures(double heap) {
        this.heap = heap;
    }

    static String key(String rival, Mode mode, int viewers) {
        return rival + " / " + mode + " / " + viewers;
    }

    void add(Turn.Result result) {
        told.addAll(result.told());
        memory.add(result.memory());
        heap = Math.max(heap, result.heap());
    }

    double median(ToDoubleFunction<Turn.Told> figure) {
        return median(told.stream().mapToDouble(figure).boxed().toList());
    }

    /** The first turn's: later ones find memory that was never given back. */
    double memory() {
        return memory.get(0);
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
