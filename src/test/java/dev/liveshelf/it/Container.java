package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that people drop the WAR into, as it comes from its makers. It looks into its directory every second. */
public final class Container implements Place {
    private final Program program;
    private final Path webapps;
    private final int port;

    /**
     * Waits until it has started.
     *
     * @param listens what it says when it listens; the first group is the port
     * @param started what it says when it is ready
     */
    Container(Program program, Path webapps, Pattern listens, Pattern started) {
        this.program = program;
        this.webapps = webapps;
        Matcher listening = program.await(listens);
        if (listening == null || program.await(started) == null) {
            throw new AssertionError("Did not start:\n" + program);
        }
        this.port = Integer.parseInt(listening.group(1));
    }

    /** Puts the WAR into a directory, all at once. */
    static void deploy(Path webapps) throws IOException {
        Path arriving = Files.copy(ShopProcess.war(), webapps.resolveSibling("arriving"));
        Files.move(arriving, webapps.resolve("liveshelf.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    void deploy() throws IOException {
        deploy(webapps);
    }

    void undeploy() throws IOException {
        Files.delete(webapps.resolve("liveshelf.war"));
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/liveshelf/");
    }

    @Override
    public List<String> log() {
        return program.output();
    }

    public long pid() {
        return program.pid();
    }

    @Override
    public void stop() throws IOException {
        program.terminate();
        program.exitCode();
    }

    @Override
    public void close() {
        program.close();
    }
}
