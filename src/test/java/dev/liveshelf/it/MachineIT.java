package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that lacks something: it is named, nothing that was answered is lost, and when it is there again all goes on. */
class MachineIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int DISK_MEGABYTES = 32;
    private static final int FILES = 220;

    @TempDir
    private Path home;

    @Test
    void aDiskThatIsFullStopsCartsUntilThereIsRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("data"), DISK_MEGABYTES)) {
            int held;
            try (ShopProcess shop = open()) {
                Visitor visitor = new Visitor(shop.address());
                visitor.add("first", "P");
                disk.fill();
                int answered = 1 + addUntilRefused(visitor);

                assertThat(visitor.level("P").getInt("held")).isEqualTo(answered);
                assertThat(trouble(visitor)).contains("disk is full");
                awaitLine(shop, "event=store_stopped directory=" + home.resolve("data"));
                assertThat(shop.log()).as("stack traces").noneMatch(line -> line.startsWith("\tat "));

                disk.makeRoom();
                await().atMost(SOON).until(() -> visitor.get("health").statusCode() == 200);
                awaitLine(shop, "event=store_reopened");
                held = visitor.level("P").getInt("held");
                assertThat(held).as("the last was not answered").isBetween(answered, answered + 1);
                assertThat(visitor.add("last", "P").statusCode()).isEqualTo(200);
                assertAudited(visitor);
                System.out.println("disk full: after " + answered + " carts; all of them there when there was room");
                shop.stop();
            }
            try (ShopProcess shop = open()) {
                assertThat(new Visitor(shop.address()).level("P").getInt("held"))
                        .isEqualTo(held + 1);
            }
        }
    }

    private static int addUntilRefused(Visitor visitor) throws IOException {
        for (int added = 0; ; added++) {
            HttpResponse<String> answer = visitor.add("s" + added, "P");
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                return added;
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNotOpened() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("data"), DISK_MEGABYTES)) {
            try (ShopProcess shop = open()) {
                new Visitor(shop.address()).add("me", "P");
                shop.stop();
            }
            disk.makeReadOnly();
            ShopProcess.assertRefuses(home, "The data directory " + home.resolve("data") + " cannot be written");
            disk.makeWritable();
            try (ShopProcess shop = open()) {
                assertThat(new Visitor(shop.address()).level("P").getInt("held"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whereFileHandlesRunOutThoseWhoAreInAreServed() throws IOException {
        Needs.command("prlimit");
        List<String> limit = List.of("prlimit", "--nofile=" + FILES + ":" + FILES);
        List<Socket> crowd = new ArrayList<>();
        try (ShopProcess shop = ShopProcess.startBy(limit, home, options());
                PlainCaller inside = new PlainCaller(shop.address())) {
            ask(inside, "/health");
            assertThat(cart(inside, "add"))
                    .contains("200 OK"); // as in any shop: Java reads its classes when they are first used
            assertThat(cart(inside, "remove")).contains("200 OK");
            try {
                for (int i = 0; i < FILES; i++) {
                    crowd.add(new Socket(
                            InetAddress.getLoopbackAddress(), shop.address().getPort()));
                }
                await().atMost(SOON).until(() -> ask(inside, "/health").contains("File handles run out"));
                awaitLine(shop, "event=trouble_begins trouble=files");
                assertThat(cart(inside, "add")).contains("200 OK", "\"incart\":1");
            } finally {
                for (Socket member : crowd) {
                    member.close();
                }
            }
            Visitor newcomer = new Visitor(shop.address());
            await().atMost(SOON).until(() -> newcomer.get("health").body().contains("\"trouble\":[]"));
            assertThat(newcomer.level("P").getInt("held")).isEqualTo(1);
            assertAudited(newcomer);
            awaitLine(shop, "event=trouble_ended");
        }
    }

    /** Who asks may be told before it is in the log. */
    private static void awaitLine(ShopProcess shop, String words) {
        await().atMost(SOON).until(() -> shop.log().stream().anyMatch(line -> line.contains(words)));
    }

    private static String cart(PlainCaller caller, String action) throws IOException {
        String body = "session=me&item=P&action=" + action;
        caller.say("POST /cart HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        return caller.hear();
    }

    private static String ask(PlainCaller caller, String path) throws IOException {
        caller.ask(path);
        return caller.hear();
    }

    @Test
    void aHeapThatIsNearlyFullTakesNoMoreViewersAndServesCarts() throws IOException {
        try (ShopProcess shop = ShopProcess.start(home, options("-Xmx40m", "-XX:+UseSerialGC"));
                Pages pages = new Pages(shop.address(), List.of("P"), new Random(1))) {
            Visitor visitor = new Visitor(shop.address());
            int[] waiting = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        pages.open(100, 100);
                        waiting[0] += 100;
                        return pages.events().containsKey("answered 503");
                    });
            for (int i = 0; i < 200; i++) {
                assertThat(visitor.add("s" + i, "Q").statusCode()).isEqualTo(200);
            }
            await().atMost(SOON).until(() -> visitor.get("health").body().contains("The heap is nearly full"));
            System.out.println("heap nearly full: with " + visitor.viewers() + " viewers of " + waiting[0]);
            assertThat(shop.log()).noneMatch(line -> line.contains("OutOfMemory"));

            pages.leave(waiting[0]);
            pages.events();
            pages.open(50, 100);
            String version = visitor.version("P");
            await().atMost(SOON).until(() -> pages.unaware(Map.of("P", version)) == 0 && visitor.viewers() >= 50);
            assertThat(visitor.level("Q").getInt("held")).isEqualTo(200);
            assertAudited(visitor);
        }
    }

    private static void assertAudited(Visitor visitor) throws IOException {
        assertThat(visitor.get("shop/audit", BackEnd.AUTHORIZED).body()).isEqualTo("{\"findings\":[]}");
    }

    private static String trouble(Visitor visitor) throws IOException {
        HttpResponse<String> health = visitor.get("health");
        assertThat(health.statusCode()).isEqualTo(503);
        JsonObject said = Visitor.json(health);
        return said.getJsonArray("trouble").toString();
    }

    private ShopProcess open() throws IOException {
        return ShopProcess.start(home, options());
    }

    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(
                List.of("items=P=1000000,Q=1000000", "token=" + BackEnd.TOKEN, "-XX:TieredStopAtLevel=1"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }
}
