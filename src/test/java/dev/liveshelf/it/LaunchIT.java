package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar liveshelf.war}: how it starts, refuses to start, and ends. */
class LaunchIT {
    @TempDir
    private Path home;

    @Test
    void firstAnswerComesSoon() throws IOException {
        long start = System.nanoTime();
        try (ShopProcess shop = ShopProcess.start(home, "-XX:TieredStopAtLevel=4")) { // as it is by itself
            assertThat(new Visitor(shop.address()).get("status?wait=0").statusCode())
                    .isEqualTo(200);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Duration cpu = ProcessHandle.of(shop.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElseThrow();
            System.out.println(
                    "java -jar: first answer after " + took.toMillis() + " ms, " + cpu.toMillis() + " of CPU");
            // What others do at the same time makes it wait, by the clock: 2 s on a quiet machine, 7 on a busy one.
            assertThat(cpu).as("CPU, 3 to 4 s").isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void warIsSmall() throws IOException {
        assertThat(Files.size(ShopProcess.war())).isLessThanOrEqualTo(15_000_000);
    }

    @Test
    void interruptAnswersAllWhoWait() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home, "drain=1s")) {
            Visitor visitor = new Visitor(shop.address());
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(
                            () -> visitor.getLater("status?item=P"))
                    .limit(20)
                    .toList();
            await().until(() -> visitor.viewers() == 20);

            long start = System.nanoTime();
            shop.interrupt();

            assertThat(waiting)
                    .allSatisfy(viewer -> assertThat(Visitor.json(viewer.join()).getString("inventorycount"))
                            .isEqualTo("10"));
            assertThat(waiting)
                    .allSatisfy(viewer -> assertThat(viewer.join().statusCode()).isEqualTo(200));
            assertThat(shop.exitCode()).isEqualTo(130);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("SIGINT: 20 viewers answered, and ended, after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(3));
            assertThat(shop.log()).noneMatch(line -> line.matches(".*(WARN|SEVERE|ERROR|Exception|\tat ).*"));
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void terminateEndsItTheSameWay() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home)) {
            shop.terminate();
            assertThat(shop.exitCode()).isEqualTo(143);
            assertThat(shop.log()).filteredOn(line -> line.contains("INFO")).hasSize(2);
            assertThat(shop.log().get(shop.log().size() - 1)).endsWith("event=closed");
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void restartKeepsTheStock() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home)) {
            assertThat(new Visitor(shop.address()).add("me", "P").statusCode()).isEqualTo(200);
            shop.stop();
        }
        try (ShopProcess shop = ShopProcess.start(home)) {
            assertThat(new Visitor(shop.address()).level("P").getString("inventorycount"))
                    .isEqualTo("9");
        }
    }

    @Test
    void portIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            ShopProcess.assertRefuses(
                    home,
                    "Port " + port + " on 127.0.0.1 is taken. Stop the other program or choose another:"
                            + " LIVESHELF_PORT=" + (port + 1),
                    "port=" + port);
        }
        assertThat(home.resolve("data")).as("the data, untouched").doesNotExist();
    }

    @Test
    void addressIsNotOurs() throws IOException {
        ShopProcess.assertRefuses(home, "Port 0 on 192.0.2.1 cannot be used", "host=192.0.2.1");
    }

    @Test
    void dataDirectoryIsInUse() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home)) {
            ShopProcess.assertRefuses(home, "The data directory " + home.resolve("data") + " is in use");
            assertThat(new Visitor(shop.address()).get("status?wait=0").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void dataDirectoryCannotBeWritten() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        ShopProcess.assertRefuses(
                home, "The data directory " + file.resolve("data") + " cannot be written", "data=" + file + "/data");
    }

    @Test
    void settingIsWrong() throws IOException {
        ShopProcess.assertRefuses(home, "The setting liveshelf.wait is \"soon\"; it must be", "wait=soon");
    }

    @Test
    void whatAKilledRunLeftIsSwept() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home)) {
            shop.killHard();
        }
        assertThat(leftovers()).hasSize(1);

        try (ShopProcess shop = ShopProcess.start(home)) {
            assertThat(leftovers())
                    .singleElement()
                    .satisfies(name -> assertThat(name).startsWith("liveshelf-" + shop.pid() + "-"));
        }
    }

    @Test
    void sweepingTouchesNothingElse() throws IOException {
        Path tmp = Files.createDirectories(ShopProcess.tmp(home));
        Path precious = Files.createFile(home.resolve("precious"));
        Path litter = Files.createDirectory(tmp.resolve("liveshelf-99999999999-1"));
        Files.createSymbolicLink(litter.resolve("link"), home);
        Path link = Files.createSymbolicLink(tmp.resolve("liveshelf-99999999999-2"), home);
        Path alive = Files.createDirectory(
                tmp.resolve("liveshelf-" + ProcessHandle.current().pid() + "-3"));
        Path stranger = Files.createDirectory(tmp.resolve("liveshelf-notes-4"));

        try (ShopProcess shop = ShopProcess.start(home)) {
            shop.stop();
        }

        assertThat(litter).doesNotExist();
        assertThat(precious).exists();
        assertThat(leftovers())
                .containsExactlyInAnyOrder(Stream.of(link, alive, stranger)
                        .map(path -> path.getFileName().toString())
                        .toArray(String[]::new));
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(ShopProcess.tmp(home))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
