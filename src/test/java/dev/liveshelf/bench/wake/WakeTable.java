package dev.liveshelf.bench.wake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures as Markdown: ours, the others', and how ours compare with nchan's. */
final class WakeTable {

    private static final List<String> RIVALS = List.of("Liveshelf", "nchan", "the tutorial on Tornado");

    private final Map<String, Figures> figures;
    private final List<Integer> crowds;
    private final int rounds;

    WakeTable(Map<String, Figures> figures, List<Integer> crowds, int rounds) {
        this.figures = figures;
        this.crowds = crowds;
        this.rounds = rounds;
    }

    String markdown() {
        StringBuilder lines = new StringBuilder("| medians of " + rounds + " rounds in turns | viewers |");
        RIVALS.forEach(rival -> lines.append(' ').append(rival).append(" |"));
        lines.append(" ours to nchan |\n|---|---:|---:|---:|---:|---:|\n");
        for (int viewers : crowds) {
            row(lines, "long poll, CPU of an answer, us", Mode.POLL, viewers, all -> all.median(Turn.Told::fanOut));
            row(lines, "long poll, whole cycle, us", Mode.POLL, viewers, all -> all.median(Turn.Told::cycle));
            row(lines, "long poll, last one told, ms", Mode.POLL, viewers, all -> all.median(Turn.Told::last));
            row(lines, "long poll, live heap, KiB", Mode.POLL, viewers, all -> all.heap() / 1_024);
            row(lines, "long poll, memory, KiB", Mode.POLL, viewers, all -> all.memory() / 1_024);
            row(lines, "event stream, CPU of an event, us", Mode.STREAM, viewers, all -> all.median(Turn.Told::fanOut));
            row(lines, "event stream, last one told, ms", Mode.STREAM, viewers, all -> all.median(Turn.Told::last));
            row(lines, "event stream, live heap, KiB", Mode.STREAM, viewers, all -> all.heap() / 1_024);
            row(lines, "event stream, memory, KiB", Mode.STREAM, viewers, all -> all.memory() / 1_024);
        }
        return lines.toString();
    }

    private void row(StringBuilder lines, String what, Mode mode, int viewers, ToDoubleFunction<Figures> figure) {
        lines.append(String.format(Locale.ROOT, "| %s | %,d |", what, viewers));
        for (String rival : RIVALS) {
            lines.append(cell(get(rival, mode, viewers, figure), ""));
        }
        double ratio = get(RIVALS.get(0), mode, viewers, figure) / get(RIVALS.get(1), mode, viewers, figure);
        lines.append(cell(ratio, " times")).append('\n');
    }

    private static String cell(double figure, String unit) {
        return figure > 0 ? String.format(Locale.ROOT, " %,." + (figure < 10 ? 2 : 1) + "f%s |", figure, unit) : " |";
    }

    private double get(String rival, Mode mode, int viewers, ToDoubleFunction<Figures> figure) {
        Figures all = figures.get(Figures.key(rival, mode, viewers));
        return all == null ? Double.NaN : figure.applyAsDouble(all);
    }

    /** @throws IllegalStateException if it was the generator of load that could do no more, not the server */
    void checkGenerator() {
        figures.forEach((key, all) -> {
            double busy = all.median(Turn.Told::busy);
            double server = all.median(Turn.Told::serverBusy);
            if (busy > 0.95 && server < 0.9) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "%s: the generator of load was busy for %.0f %% of the time, the server kept %.1f cores busy: "
                                + "this measures the generator",
                        key,
                        100 * busy,
                        server));
            }
        });
    }
}
