package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern CONSOLE = Pattern.compile("(?s)```console\n(.*?)```");
    private static final Pattern EXAMPLE = Pattern.compile("\\$ (.*curl .*)\n((?:[^$].*\n)*)");
    private static final Pattern EPOCH = Pattern.compile("\"version\":\"(\\w+)\\.");

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final String EXAMPLE_MOMENT = "2026-11-22T21:30:00Z";

    /** How long to stay away is thrown with dice. */
    private static final Pattern RETRY = Pattern.compile("retry: \\d+");

    /** The epoch that the examples were written with. */
    private static final String EXAMPLE_EPOCH = "k3f9ab";

    private record Example(String command, String output) {}

    @TempDir
    Path data;

    @Test
    void everyCurlExampleAnswersWhatItShows() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(5);
        try (RunningShop shop = new RunningShop(data, "items", "P=10,Q=3", "token", "secret")) {
            String epoch = epoch(shop.get("status?wait=0").body());
            for (Example example : examples) {
                String command = example.command()
                        .replace("http://localhost:8080/", shop.home().toString())
                        .replace(EXAMPLE_EPOCH, epoch);

                assertThat(asInTheExamples(run(command), epoch))
                        .as(example.command())
                        .isEqualTo(example.output().strip());
            }
        }
    }

    @Test
    void everySettingIsListed() throws Exception {
        String readme = Files.readString(README);
        List<String> asked = new ArrayList<>();
        Settings.read(name -> {
            asked.add(name);
            return null;
        });

        assertThat(asked).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void everyFileItLinksToIsThere() throws Exception {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(README));
        while (link.find()) {
            assertThat(Path.of(link.group(1))).exists();
        }
    }

    private static String asInTheExamples(String output, String epoch) {
        String text = output.replace(epoch, EXAMPLE_EPOCH).replace("\r\n", "\n");
        return RETRY.matcher(MOMENT.matcher(text).replaceAll(EXAMPLE_MOMENT))
                .replaceAll("retry: 3000")
                .strip();
    }

    private static List<Example> examples() throws Exception {
        List<Example> examples = new ArrayList<>();
        Matcher block = CONSOLE.matcher(Files.readString(README));
        while (block.find()) {
            Matcher example = EXAMPLE.matcher(block.group(1));
            while (example.find()) {
                examples.add(new Example(example.group(1), example.group(2)));
            }
        }
        return examples;
    }

    private static String epoch(String level) {
        Matcher matcher = EPOCH.matcher(level);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
