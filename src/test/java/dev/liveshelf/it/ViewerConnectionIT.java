package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Callers of HTTP/1.1 who hang up, or go on talking, while their request waits. */
class ViewerConnectionIT {
    private static final int CROWD = 20;

    /** What has a crowd answered. */
    private interface Round {
        String version(int number) throws IOException;
    }

    /** Each test finds the shop empty. */
    abstract static class Any extends SharedShop {
        SocketFactory sockets;
        Visitor visitor;

        @BeforeEach
        void awaitNobody() {
            await("until the shop knows that all have left").until(() -> {
                change(0);
                change(1);
                return visitor.viewers() == 0;
            });
        }

        @Test
        void whoHangsUpIsNoLongerWaitedFor() throws IOException {
            for (String path : List.of("/status?item=P", "/events?item=P")) {
                try (PlainCaller caller = caller()) {
                    caller.ask(path);
                    await().until(() -> visitor.viewers() == 1);
                }
                await().atMost(Duration.ofSeconds(5)).until(() -> visitor.viewers() == 0);
            }
        }

        /** Jetty tells nobody who is just beginning to write: one in a hundred was waited for until the next beat. */
        @Test
        void whoHangsUpWhileTheStreamBeginsIsNoLongerWaitedFor() throws IOException {
            Duration often = Duration.ofMillis(1);
            for (int round = 0; round < 100; round++) {
                try (PlainCaller caller = caller()) {
                    caller.ask("/events?item=P");
                    await().pollInterval(often).until(() -> visitor.viewers() == 1);
                }
                await().pollInterval(often).atMost(Duration.ofSeconds(5)).until(() -> visitor.viewers() == 0);
            }
        }

        @Test
        void whoAsksAllAtOnceIsAnsweredInTurn() throws IOException {
            try (PlainCaller caller = caller()) {
                caller.ask("/status?item=P", "/health", "/status?item=P");
                await().until(() -> visitor.viewers() == 1);

                visitor.add("ann", "P");

                assertThat(caller.hear()).contains("\"inventorycount\":\"9\"");
                assertThat(caller.hear()).contains("\"engine\"");
                await().until(() -> visitor.viewers() == 1);
                visitor.remove("ann", "P");
                assertThat(caller.hear()).contains("\"inventorycount\":\"10\"");
            }
        }

        @Test
        void whoAsksOnWhileWaitingIsAnsweredInTurn() throws IOException {
            try (PlainCaller caller = caller()) {
                for (int round = 0; round < 20; round++) {
                    caller.ask("/status?item=P");
                    await().until(() -> visitor.viewers() == 1);
                    caller.say(PlainCaller.get("/health", "").substring(0, 7));
                    caller.say(PlainCaller.get("/health", "").substring(7));

                    String version = change(round);

                    assertThat(caller.hear()).contains(version);
                    assertThat(caller.hear()).contains("\"engine\"");
                }
            }
        }

        @Test
        void thoseWhoWaitTogetherHearTheSameAndNotAByteMore() throws IOException {
            crowd("/status?item=P", 4, round -> {
                await().until(() -> visitor.viewers() == CROWD);
                return change(round);
            });
        }

        @Test
        void thoseWhoseWaitsEndTogetherHearTheSameAndNotAByteMore() throws IOException {
            crowd("/status?item=P&wait=1", 2, round -> visitor.version("P"));
        }

        /** @param makesHeard has them answered, and returns the version that they are to hear of */
        private void crowd(String path, int rounds, Round makesHeard) throws IOException {
            List<PlainCaller> callers = new ArrayList<>();
            try {
                for (int i = 0; i < CROWD; i++) {
                    callers.add(caller());
                }
                for (int round = 0; round < rounds; round++) {
                    for (PlainCaller caller : callers) {
                        caller.ask(path);
                    }

                    String version = makesHeard.version(round);

                    String first = callers.get(0).hear();
                    assertThat(first).contains(version);
                    for (PlainCaller caller : callers.subList(1, CROWD)) {
                        assertThat(withoutDate(caller.hear())).isEqualTo(withoutDate(first));
                    }
                    for (PlainCaller caller : callers) {
                        caller.ask("/health");
                        assertThat(caller.hear()).startsWith("HTTP/1.1 200").contains("\"engine\"");
                    }
                }
            } finally {
                for (PlainCaller caller : callers) {
                    caller.close();
                }
            }
        }

        private static String withoutDate(String answer) {
            return answer.replaceAll("(?m)^Date: .*$", "");
        }

        @Test
        void whoAsksForTheEndOfTheConnectionGetsTheAnswerFirst() throws IOException {
            try (PlainCaller caller = caller()) {
                caller.say(PlainCaller.get("/status?item=P", "Connection: close\r\n"));
                await().until(() -> visitor.viewers() == 1);

                String version = change(0);

                assertThat(caller.hearRest()).contains(version);
            }
        }

        @Test
        void aStreamIsMadeOfChunksOneAfterTheOther() throws IOException {
            try (PlainCaller caller = caller()) {
                caller.say(PlainCaller.get("/events?item=P", "Accept: text/event-stream\r\n"));
                assertThat(caller.hear()).containsIgnoringCase("Transfer-Encoding: chunked");
                StringBuilder told = new StringBuilder(caller.hearChunk());
                for (int round = 0; round < 5; round++) {
                    while (told.indexOf("}\n\n") < 0) {
                        told.append(caller.hearEndOfChunk()).append(caller.hearChunk());
                    }
                    told.setLength(0);
                    String version = change(round);
                    told.append(caller.hearEndOfChunk()).append(caller.hearChunk());
                    assertThat(told).contains(version);
                }

                stop();

                assertThat(caller.hearRest()).startsWith("\r\n").endsWith("\n\n\r\n0\r\n\r\n");
            }
        }

        @Test
        void aStreamGoesToOldCallersWithoutTheirKnowingOfChunks() throws IOException {
            try (PlainCaller caller = caller()) {
                caller.say("GET /events?item=P HTTP/1.0\r\nAccept: text/event-stream\r\n\r\n");
                caller.hearUntil("}\n\n");

                String version = change(0);

                assertThat(caller.hearUntil("}\n\n"))
                        .startsWith("event: inventory\ndata: ")
                        .contains(version);
            }
        }

        @Test
        void anybodyMayDoAnythingAtAnyTime() throws Exception {
            long seed = Long.getLong("seed", System.nanoTime());
            System.out.println("ViewerConnectionIT: -Dseed=" + seed);
            List<Thread> callers = new ArrayList<>();
            List<Throwable> faults = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Random random = new Random(seed + i);
                Thread thread = new Thread(() -> talk(random, faults));
                thread.start();
                callers.add(thread);
            }
            for (int round = 0; callers.stream().anyMatch(Thread::isAlive); round++) {
                change(round);
            }
            assertThat(faults).isEmpty();
            int[] round = {0};
            await("until all are known to have left; who asked ahead, when that is answered")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        change(round[0]++);
                        return visitor.viewers() == 0;
                    });
            assertThat(shop.log()).as("that it is open, and nothing since").hasSize(2);
        }

        private void talk(Random random, List<Throwable> faults) {
            try {
                for (int visit = 0; visit < 10; visit++) {
                    try (PlainCaller caller = caller()) {
                        talk(caller, random);
                    }
                }
            } catch (IOException | AssertionError fault) {
                synchronized (faults) {
                    faults.add(fault);
                }
            }
        }

        private void talk(PlainCaller caller, Random random) throws IOException {
            for (int round = random.nextInt(20); round >= 0; round--) {
                List<String> paths = new ArrayList<>();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    paths.add(random.nextBoolean() ? "/status?item=P" : "/health");
                }
                if (random.nextBoolean()) {
                    caller.ask(paths.toArray(new String[0]));
                } else {
                    for (String path : paths) {
                        caller.ask(path);
                    }
                }
                if (round == 0 && random.nextBoolean()) {
                    return; // without waiting for the answers
                }
                for (String path : paths) {
                    assertThat(caller.hear()).contains(path.equals("/health") ? "\"engine\"" : "\"inventorycount\"");
                }
            }
        }

        private PlainCaller caller() throws IOException {
            return new PlainCaller(shop.address(), sockets);
        }

        /** Changes the item, and returns the new version. */
        private String change(int round) throws IOException {
            return Visitor.json(round % 2 == 0 ? visitor.add("ann", "P") : visitor.remove("ann", "P"))
                    .getString("version");
        }
    }

    @Nested
    class InClearText extends Any {
        @Override
        ShopProcess start(Path home) throws IOException {
            ShopProcess started = ShopProcess.start(home);
            sockets = SocketFactory.getDefault();
            visitor = new Visitor(started.address());
            return started;
        }

        @Test
        void whoWillAskNoMoreIsToldSo() throws IOException {
            try (PlainCaller caller = new PlainCaller(shop.address())) {
                caller.ask("/status?item=P");
                await().until(() -> visitor.viewers() == 1);

                caller.endAsking();

                assertThat(caller.hearRest()).startsWith("HTTP/1.1 503");
                assertThat(visitor.viewers()).isZero();
            }
        }
    }

    @Nested
    class OverTls extends Any {
        @Override
        ShopProcess start(Path home) throws IOException {
            Path keys = KeyStores.withKey(home.resolve("keys.p12"));
            ShopProcess started = ShopProcess.start(home, "tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD);
            sockets = KeyStores.trust(keys).getSocketFactory();
            visitor = new Visitor(
                    started.address(),
                    HttpClient.newBuilder().sslContext(KeyStores.trust(keys)).build());
            return started;
        }
    }
}
