package dev.liveshelf.bench.wake;

import dev.liveshelf.it.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a viewer costs in the servers that people drop the WAR into: as they come, and as {@code src/deploy} sets them up. */
public final class ContainersBench {

    /** More would be told on a connection that Tomcat, as it comes, closes after 100 polls. */
    private static final int WARM_UP_CHANGES = 40;

    /** One crowd after the other, until all is compiled: after a single one Jetty with our files took 70 µs for a stream, after seven 25. */
    private static final int WARM_UPS = 5;

    private static final int CHANGES = 6;

    private final int rounds;
    private final int viewers;

    public ContainersBench(int rounds, int viewers) {
        this.rounds = rounds;
        this.viewers = viewers;
    }

    /** Measures, prints a table, and takes it into the README. */
    public void run(Path home) throws IOException {
        Map<String, Figures> figures = new TreeMap<>();
        List<String> names = List.of();
        for (Mode mode : Mode.values()) {
            List<Rival> rivals = new ArrayList<>();
            try {
                open(Files.createDirectory(home.resolve(mode.name())), rivals);
                names = rivals.stream().map(Rival::name).toList();
                measure(rivals, mode, figures);
            } finally {
                for (Rival rival : rivals) {
                    rival.close();
                }
            }
        }
        WakeTable table = new WakeTable(figures, names, List.of(viewers), rounds);
        String markdown = markdown(table, names);
        System.out.println(markdown);
        table.checkGenerator();
        Report.write("containers", markdown);
    }

    private void measure(List<Rival> rivals, Mode mode, Map<String, Figures> figures) throws IOException {
        for (Rival rival : rivals) {
            // Weighed while it is new: Tomcat keeps for the next what those who left have used.
            long before = Cost.memory(rival.processes());
            Turn.Result weighed = new Turn(rival, mode, viewers).run(1, /* weighs= */ true);
            figures.put(Figures.key(rival.name(), mode, viewers), new Figures(weighed, before, viewers));
            for (int crowd = 0; crowd < WARM_UPS; crowd++) {
                new Turn(rival, mode, viewers).warmUp(WARM_UP_CHANGES);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Rival rival : rivals) {
                figures.get(Figures.key(rival.name(), mode, viewers))
                        .add(new Turn(rival, mode, viewers).run(CHANGES, /* weighs= */ false));
            }
        }
    }

    private static void open(Path home, List<Rival> rivals) throws IOException {
        for (Server server : List.of(Server.TOMCAT_10, Server.JETTY)) {
            String name = server == Server.JETTY ? "Jetty" : "Tomcat 10.1";
            Path place = Files.createDirectories(home.resolve(server.name()));
            rivals.add(LiveshelfRival.in(name + ", as it comes", server.asItComes(place.resolve("as-it-comes"))));
            rivals.add(LiveshelfRival.in(name + ", our files", server.with(place.resolve("ours"))));
        }
        rivals.add(LiveshelfRival.byItself(home));
    }

    private String markdown(WakeTable table, List<String> rivals) {
        StringBuilder lines = new StringBuilder(
                        String.format(Locale.ROOT, "| medians of %d rounds, in turns; %,d viewers | ", rounds, viewers))
                .append(String.join(" | ", rivals))
                .append(" |\n|---|")
                .append("---:|".repeat(rivals.size()))
                .append("\n");
        for (Mode mode : Mode.values()) {
            for (Figure figure : Figure.values()) {
                if (figure.isOf(mode)
                        && figure != Figure.MEMORY) { // that is mostly how large the JVM lets its heap grow
                    Map<String, Double> each = table.figures(mode, viewers, figure);
                    lines.append("| ").append(mode).append(": ").append(figure).append(" | ");
                    rivals.forEach(rival -> lines.append(each.containsKey(rival) ? WakeTable.text(each.get(rival)) : "")
                            .append(" | "));
                    lines.append("\n");
                }
            }
        }
        return lines.toString();
    }
}
