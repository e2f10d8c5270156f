package dev.liveshelf.bench.wake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars: what the server's CPU does for one viewer, at each server. */
final class WakeChart {

    private static final int LEFT = 320;
    private static final int WIDTH = 330;
    private static final int LINE = 22;

    private record Bar(String name, double micros, boolean ours) {}

    private final List<Bar> bars = new ArrayList<>();
    private final int viewers;

    WakeChart(WakeTable table) {
        viewers = table.middle();
        add(table, "long poll, answer", Mode.POLL, Figure.FAN_OUT);
        add(table, "long poll, whole cycle", Mode.POLL, Figure.CYCLE);
        add(table, "event stream, event", Mode.STREAM, Figure.FAN_OUT);
    }

    private void add(WakeTable table, String what, Mode mode, Figure figure) {
        for (Map.Entry<String, Double> each :
                table.figures(mode, viewers, figure).entrySet()) {
            bars.add(new Bar(
                    what + ": " + each.getKey(), each.getValue(), each.getKey().equals("Liveshelf")));
        }
    }

    String svg() {
        double most = bars.stream().mapToDouble(Bar::micros).max().orElse(1);
        int height = LINE * (bars.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"10\" y=\"18\">Microseconds of the server's CPU for one of %,d viewers</text>%n",
                LEFT + WIDTH + 70,
                height,
                viewers));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = LINE * (i + 1) + 10;
            double width = WIDTH * bar.micros() / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"10\" y=\"%d\">%s</text>%n<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\">%.1f</text>%n",
                    y + 12,
                    bar.name(),
                    LEFT,
                    y,
                    width,
                    bar.ours() ? "#2a7d4f" : "#b0b0b0",
                    LEFT + width + 6,
                    y + 12,
                    bar.micros()));
        }
        return svg.append("</svg>\n").toString();
    }
}
