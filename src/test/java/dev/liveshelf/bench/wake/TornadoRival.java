package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** What the tutorial built: long polls on Tornado, which runs on one core. */
final class TornadoRival implements Rival {

    private static final Path PROGRAM = Path.of("/usr/bin/python3");
    private static final Path SCRIPT = Path.of("src/test/resources/bench/tutorial.py");

    private final Foreign tornado;

    TornadoRival(Path home) throws IOException {
        int port = Foreign.freePort();
        tornado = new Foreign(
                home.resolve("tornado.log"),
                port,
                List.of(PROGRAM.toString(), SCRIPT.toAbsolutePath().toString(), Integer.toString(port)));
    }

    static boolean isHere() throws IOException {
        try {
            return new ProcessBuilder(PROGRAM.toString(), "-c", "import tornado")
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String name() {
        return "the tutorial on Tornado";
    }

    @Override
    public InetSocketAddress address() {
        return tornado.address();
    }

    @Override
    public List<Long> processes() {
        return tornado.processes();
    }

    @Override
    public String path(Mode mode, String version) {
        return "/status?session=viewer";
    }

    @Override
    public boolean isFar() {
        return true;
    }

    @Override
    public String change(int number) {
        return Foreign.tutorialChange(address(), number);
    }

    @Override
    public void close() {
        tornado.close();
    }
}
