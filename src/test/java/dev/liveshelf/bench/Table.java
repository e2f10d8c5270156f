package dev.liveshelf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures in a table, as Markdown. */
public final class Table {

    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Table(String what, String... figures) {
        lines.add("| " + what + " | " + String.join(" | ", figures) + " |");
        lines.add("|---|" + "---:|".repeat(figures.length));
    }

    public void row(String name, String format, Object figure) {
        lines.add("| " + name + " | " + String.format(Locale.ROOT, format, figure) + " |");
    }

    /** A figure for each column. */
    public void row(String name, List<String> figures) {
        lines.add("| " + name + " | " + String.join(" | ", figures) + " |");
    }

    public void note(String text) {
        notes.add(text);
    }

    public String markdown() {
        return String.join("\n", lines) + "\n";
    }

    public void print() {
        System.out.println(markdown());
        notes.forEach(System.out::println);
        System.out.println();
    }

    public static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
