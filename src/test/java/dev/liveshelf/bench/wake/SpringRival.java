package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** What most who write for servlets would do: Spring, on the Jetty that ours uses, with the JVM's defaults. */
final class SpringRival implements Rival {

    private final Foreign spring;

    SpringRival(Path home) throws IOException {
        int port = Foreign.freePort();
        spring = new Foreign(
                home.resolve("spring.log"),
                port,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpringTutorial.class.getName(),
                        Integer.toString(port)));
    }

    @Override
    public String name() {
        return "Spring on Jetty";
    }

    @Override
    public InetSocketAddress address() {
        return spring.address();
    }

    @Override
    public List<Long> processes() {
        return spring.processes();
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
    public int warmUp() {
        return 60; // in each pause the compiler catches up
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public String change(int number) {
        return Foreign.tutorialChange(address(), number);
    }

    @Override
    public long liveHeap() throws IOException {
        return Jcmd.liveBytes(spring.processes().get(0));
    }

    @Override
    public void close() {
        spring.close();
    }
}
