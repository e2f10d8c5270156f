package dev.liveshelf.stock.redis;

import dev.liveshelf.it.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Says things to a Redis that asks for the password {@code secret}. */
final class Cli {

    private Cli() {}

    /** Returns all that was answered. */
    static String say(int port, String... words) throws IOException {
        Needs.command("redis-cli");
        List<String> command =
                new ArrayList<>(List.of("redis-cli", "--no-auth-warning", "-a", "secret", "-p", "" + port));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
