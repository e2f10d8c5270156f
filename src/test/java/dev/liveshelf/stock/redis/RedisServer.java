package dev.liveshelf.stock.redis;

import dev.liveshelf.it.Leash;
import dev.liveshelf.it.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Redis of our own, on a free port of this machine, that keeps everything it has answered: it may be killed, started again
 * and frozen.
 */
public final class RedisServer implements AutoCloseable {

    /** Another one to be tested with, such as a Valkey: {@code -Dredis.program=valkey-server}. */
    private static final String PROGRAM = System.getProperty("redis.program", "redis-server");

    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
    }

    /**
     * Starts it, if this machine has one.
     *
     * @param options such as {@code --requirepass}, and their values
     */
    public static RedisServer start(Path directory, String... options) throws IOException {
        Needs.command(PROGRAM);
        return startOn(freePort(), directory, options);
    }

    static RedisServer startOn(int port, Path directory, String... options) throws IOException {
        RedisServer server = new RedisServer(Files.createDirectories(directory), port, List.of(options));
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again, with what it had. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "--port", "" + port, "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always"));
        command.addAll(List.of("--dir", directory.toString()));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
        Leash.on(process);
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollDelay(5, TimeUnit.MILLISECONDS)
                .until(this::isUp);
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** It answers nothing from now on, and closes nothing. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    public void thaw() throws Exception {
        signal("CONT");
    }

    /** Says something to it, and returns what it answers to that: one line. */
    public String say(String... words) {
        return talk(/* whole= */ false, words);
    }

    /** Says something to it, and returns the text that it answers, of many lines. */
    public String ask(String... words) {
        return talk(/* whole= */ true, words);
    }

    private String talk(boolean whole, String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            StringBuilder said = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                said.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            socket.getOutputStream().write(said.toString().getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read(); next >= 0 && next != '\r'; ) {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
            if (whole && line.indexOf("$") == 0) {
                int length = Integer.parseInt(line.substring(1));
                return new String(socket.getInputStream().readNBytes(1 + length), StandardCharsets.UTF_8);
            }
            return line.toString();
        } catch (IOException away) {
            return "";
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isUp() {
        if (!process.isAlive()) {
            throw new AssertionError("Redis did not start; see " + directory.resolve("log"));
        }
        String answer = say("PING");
        return answer.equals("+PONG") || answer.startsWith("-NOAUTH");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    private void waitForEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
