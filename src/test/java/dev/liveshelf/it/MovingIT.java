package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.redis.RedisServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed file moves a shop from its directory to Redis and back. */
class MovingIT {

    @TempDir
    private Path home;

    private record Said(int code, String line) {}

    @Test
    void aShopMovesToRedisAndBackWithItsCarts() throws Exception {
        Path old = home.resolve("old");
        Path file = home.resolve("shop.jsonl");
        List<String> before;
        try (ShopProcess shop = ShopProcess.start(old, "items=P=10,A=3")) {
            Visitor visitor = new Visitor(shop.address());
            visitor.post("cart", "action=add&session=ann&item=P&quantity=2");
            visitor.post("cart", "action=add&session=ann&item=A");
            before = cart(visitor);
            assertThat(before).hasSize(2);

            Said locked = move("export", null, file, "data=" + old.resolve("data"));
            assertThat(locked.code()).isEqualTo(1);
            assertThat(locked.line()).contains("in use by another Liveshelf").hasLineCount(1);
            assertThat(file).isEmptyFile();
            shop.stop();
        }
        assertDone(move("export", null, file, "data=" + old.resolve("data")), "2 items and 2 holds are packed");
        try (RedisServer redis = RedisServer.start(home.resolve("redis"), "--requirepass", "secret")) {
            String address = "redis=" + redis.uri().replace("redis://", "redis://:secret@");
            assertDone(move("import", file, null, address), "2 items and 2 holds have moved in");
            Said full = move("import", file, null, address);
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.line()).contains("The shelf is not empty").hasLineCount(1);
            try (ShopProcess shop = ShopProcess.start(home.resolve("node"), address)) {
                assertThat(cart(new Visitor(shop.address()))).isEqualTo(before);
                shop.stop();
            }
            assertDone(move("export", null, file, address), "2 items and 2 holds are packed");
        }
        Path back = home.resolve("back");
        assertDone(move("import", file, null, "data=" + back.resolve("data")), "2 items and 2 holds have moved in");
        try (ShopProcess shop = ShopProcess.start(back)) {
            assertThat(cart(new Visitor(shop.address()))).isEqualTo(before);
        }
    }

    @Test
    void aWordThatIsNotKnownAndAFileThatIsNoneAreRefusedInOneLine() throws Exception {
        Said unknown = move("exprot", null, null, "data=" + home.resolve("data"));
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.line()).startsWith("Not known: exprot").hasLineCount(1);

        Path wrong = Files.writeString(home.resolve("wrong"), "sku,onhand\nP,1\n");
        Said refused = move("import", wrong, null, "data=" + home.resolve("data"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.line())
                .contains("Line 1 of the file is wrong")
                .contains("Nothing was changed")
                .hasLineCount(1);
    }

    private static void assertDone(Said said, String line) {
        assertThat(said.line()).startsWith(line).hasLineCount(1);
        assertThat(said.code()).isZero();
    }

    /** What ann has, without the versions: those are new. */
    private static List<String> cart(Visitor visitor) throws IOException {
        JsonArray items = Visitor.json(visitor.get("cart?session=ann")).getJsonArray("items");
        return items.getValuesAs(JsonObject.class).stream()
                .map(line -> line.getString("item") + " " + line.getInt("incart") + " " + line.getString("expires")
                        + " " + line.getString("inventorycount"))
                .toList();
    }

    private Said move(String verb, Path in, Path out, String setting) throws Exception {
        Path tmp = Files.createDirectories(home.resolve("moving"));
        List<String> command = new ArrayList<>(List.of(Program.java()));
        command.addAll(ShopProcess.jvm());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + tmp,
                "-Dliveshelf." + setting,
                "-jar",
                ShopProcess.war().toString(),
                verb));
        Path errors = home.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in == null ? new File("/dev/null") : in.toFile())
                .redirectOutput(out == null ? home.resolve("nothing").toFile() : out.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LIVESHELF_") || name.contains("JAVA_"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(tmp).as("what was unpacked").isEmptyDirectory();
        return new Said(process.exitValue(), Files.readString(errors).strip());
    }
}
