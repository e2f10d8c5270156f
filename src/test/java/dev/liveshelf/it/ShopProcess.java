package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar liveshelf.war}, on a free port of this machine, with its data and temporary files in one directory. */
public final class ShopProcess implements Place {
    private static final Pattern OPEN = Pattern.compile("Liveshelf is open at (\\S+)");

    private final Program program;
    private final Matcher open;

    private ShopProcess(Program program) {
        this.program = program;
        this.open = program.await(OPEN);
    }

    /**
     * Starts it and waits until it is open.
     *
     * @param home the data go into {@code data} below it, temporary files into {@code tmp}
     * @param options settings such as {@code items=P=3}; or, with a hyphen in front, options of the JVM
     */
    public static ShopProcess start(Path home, String... options) throws IOException {
        return startBy(List.of(), home, options);
    }

    /** @param command starts it, such as one that limits what it may have */
    static ShopProcess startBy(List<String> command, Path home, String... options) throws IOException {
        ShopProcess shop = tryStartBy(command, home, options);
        if (shop.open == null) {
            throw new AssertionError("Did not open:\n" + String.join("\n", shop.log()));
        }
        return shop;
    }

    /** Starts it and waits until it is open or has ended. */
    static ShopProcess tryStart(Path home, String... options) throws IOException {
        return tryStartBy(List.of(), home, options);
    }

    private static ShopProcess tryStartBy(List<String> starting, Path home, String... options) throws IOException {
        List<String> command = new ArrayList<>(starting);
        command.add(Program.java());
        command.addAll(jvm());
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(tmp(home)));
        command.add("-Dliveshelf.data=" + home.resolve("data"));
        command.add("-Dliveshelf.host=127.0.0.1");
        command.add("-Dliveshelf.port=0");
        for (String option : options) {
            command.add(option.startsWith("-") ? option : "-Dliveshelf." + option);
        }
        command.addAll(List.of("-jar", war().toString()));
        return new ShopProcess(Program.start(command, Map.of()));
    }

    /** Starts it, and expects that it says nothing but one line on standard error, that begins so, and ends with 1. */
    static void assertRefuses(Path home, String line, String... options) throws IOException {
        try (ShopProcess shop = tryStart(home, options)) {
            assertThat(shop.exitCode()).isEqualTo(1);
            assertThat(shop.errors())
                    .singleElement()
                    .satisfies(said -> assertThat(said).startsWith(line));
            assertThat(shop.log()).hasSize(1);
        }
    }

    /** An option of the JVM for all tests, if there is one. It comes before those of a test. */
    static List<String> jvm() {
        String option = System.getProperty("liveshelf.jvm", "");
        return option.isBlank() ? List.of() : List.of(option);
    }

    static Path war() {
        return Needs.property("liveshelf.war", "the packed WAR");
    }

    static Path tmp(Path home) {
        return home.resolve("tmp");
    }

    @Override
    public URI address() {
        return URI.create(open.group(1));
    }

    @Override
    public List<String> log() {
        return program.output();
    }

    List<String> errors() {
        return program.errors();
    }

    public long pid() {
        return program.pid();
    }

    /** As Ctrl-C does. */
    public void interrupt() throws IOException {
        program.interrupt();
    }

    /** As {@code kill} does. */
    public void terminate() throws IOException {
        program.terminate();
    }

    /** As {@code kill -9} or a power cut does, and waits until it is gone. */
    public void killHard() {
        program.kill();
        program.exitCode();
    }

    /** Waits for its end. */
    public int exitCode() {
        return program.exitCode();
    }

    @Override
    public void stop() throws IOException {
        terminate();
        exitCode();
    }

    @Override
    public void close() {
        program.close();
    }
}
