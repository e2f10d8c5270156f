package dev.liveshelf.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same hold, as a shop with a database does it: one conditional UPDATE and one INSERT, durable ({@code fsync} and {@code
 * synchronous_commit} are on, as they are by default). A cluster of its own in a directory, on a socket there, no network.
 */
final class Postgres implements AutoCloseable {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final String SCHEMA = """
            CREATE TABLE item (sku text PRIMARY KEY, onhand bigint NOT NULL, held bigint NOT NULL);
            CREATE TABLE hold (id bigserial PRIMARY KEY, session text, sku text, quantity int, expires timestamptz);
            INSERT INTO item VALUES ('HOT', 1000000000, 0);
            """;

    /** In a transaction of two statements. */
    static final String TWO_STATEMENTS = """
            \\set shopper random(1, 1000000000)
            BEGIN;
            UPDATE item SET held = held + 1 WHERE sku = 'HOT' AND onhand - held >= 1;
            INSERT INTO hold (session, sku, quantity, expires) VALUES (:shopper, 'HOT', 1, now() + interval '15 minutes');
            COMMIT;
            """;

    /** Both in one statement: a round trip less while the row is locked. */
    static final String ONE_STATEMENT = """
            \\set shopper random(1, 1000000000)
            WITH taken AS (UPDATE item SET held = held + 1 WHERE sku = 'HOT' AND onhand - held >= 1 RETURNING sku)
            INSERT INTO hold (session, sku, quantity, expires)
            SELECT :shopper, sku, 1, now() + interval '15 minutes' FROM taken;
            """;

    private final Path directory;
    private final Path bin;

    private Postgres(Path directory, Path bin) {
        this.directory = directory;
        this.bin = bin;
    }

    /** Starts one on an empty directory; null if PostgreSQL is not installed. */
    static Postgres start(Path directory) throws IOException {
        Path bin = installed();
        if (bin == null) {
            return null;
        }
        Postgres postgres = new Postgres(directory, bin);
        if (isRoot()) { // which PostgreSQL refuses to be
            run(List.of("chown", "postgres", directory.toString()));
        }
        postgres.tool("initdb", "-D", postgres.data(), "-A", "trust", "-U", "shop");
        postgres.tool(
                "pg_ctl",
                "-D",
                postgres.data(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-c listen_addresses='' -c max_connections=200 -k " + directory,
                "start");
        postgres.tool("psql", "-h", directory.toString(), "-U", "shop", "-q", "-c", SCHEMA, "postgres");
        return postgres;
    }

    /** Returns transactions per second. */
    double rate(String script, int connections, int seconds) throws IOException {
        Path file = Files.writeString(directory.resolve("script.sql"), script);
        String said = tool(
                "pgbench",
                "-h",
                directory.toString(),
                "-U",
                "shop",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(connections),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                file.toString(),
                "postgres");
        Matcher matcher = RATE.matcher(said);
        if (!matcher.find()) {
            throw new IOException("pgbench said no rate:\n" + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    String version() throws IOException {
        return tool("postgres", "--version").strip();
    }

    @Override
    public void close() throws IOException {
        tool("pg_ctl", "-D", data(), "-m", "immediate", "stop");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private String tool(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(name).toString());
        Collections.addAll(command, arguments);
        return run(command);
    }

    private static Path installed() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pgbench")))
                    .max(Path::compareTo)
                    .orElse(null);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String run(List<String> command) throws IOException {
        Path output = Files.createTempFile("bench", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = process.waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code + ":\n" + said);
            }
            return said;
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        } finally {
            Files.delete(output);
        }
    }
}
