package dev.liveshelf.bench.wake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as Markdown: ours, the others', and how ours compare with nchan's. */
final class WakeTable {

    private final Map<String, Figures> figures;
    private final List<String> rivals;
    private final List<Integer> crowds;
    private final int rounds;

    /** @param rivals in the order of their columns: ours, nchan if it is there, and others */
    WakeTable(Map<String, Figures> figures, List<String> rivals, List<Integer> crowds, int rounds) {
        this.figures = figures;
        this.rivals = rivals;
        this.crowds = crowds;
        this.rounds = rounds;
    }

    String markdown() {
        StringBuilder lines = new StringBuilder(
                "| medians of " + rounds + " rounds, in turns | viewers | " + String.join(" | ", rivals)
                        + " | ours to nchan |\n|---|---:|" + "---:|".repeat(rivals.size() + 1) + "\n");
        for (Mode mode : Mode.values()) {
            for (Figure figure : Figure.values()) {
                if (figure.isOf(mode)) {
                    crowds.forEach(viewers -> lines.append(line(mode, figure, viewers)));
                }
            }
        }
        return lines.toString();
    }

    private String line(Mode mode, Figure figure, int viewers) {
        Map<String, Double> each = figures(mode, viewers, figure);
        String cells = rivals.stream()
                .map(rival -> each.containsKey(rival) ? text(each.get(rival)) : "")
                .collect(Collectors.joining(" | "));
        String ratio = each.keySet().containsAll(List.of("Liveshelf", "nchan")) // memory that did not grow is no figure
                ? String.format(Locale.ROOT, "%.2f", each.get("Liveshelf") / each.get("nchan"))
                : "";
        return String.format(Locale.ROOT, "| %s: %s | %,d | %s | %s |%n", mode, figure, viewers, cells, ratio);
    }

    static String text(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%,.0f", figure);
    }

    /** Returns a figure of every server that has it. */
    Map<String, Double> figures(Mode mode, int viewers, Figure figure) {
        Map<String, Double> each = new LinkedHashMap<>();
        for (String rival : rivals) {
            Figures all = figures.get(Figures.key(rival, mode, viewers));
            if (all != null && figure.of(all) > 0) {
                each.put(rival, figure.of(all));
            }
        }
        return each;
    }

    /** Returns the size of crowd that a chart shows. */
    int middle() {
        return middle(crowds);
    }

    static int middle(List<Integer> crowds) {
        return crowds.get(crowds.size() / 2);
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
