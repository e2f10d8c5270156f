package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code /metrics} answered. */
final class Metrics {

    private final List<String> lines;

    private Metrics(List<String> lines) {
        this.lines = lines;
    }

    static Metrics of(RunningShop shop, String... headers) throws Exception {
        return new Metrics(shop.get("metrics", headers).body().lines().toList());
    }

    /** Returns the value of the one line that has this name and these labels. */
    double value(String name, String... labels) {
        List<String> found = lines.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .toList();
        assertThat(found).as(name + " of " + lines).hasSize(1);
        return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
    }

    /** Returns the names that a query may ask for. */
    Set<String> names() {
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toSet());
    }

    /** Returns the names of what is explained to people, and of what is not. */
    Set<String> families(String comment) {
        return lines.stream()
                .filter(line -> line.startsWith("# " + comment + " "))
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toSet());
    }
}
