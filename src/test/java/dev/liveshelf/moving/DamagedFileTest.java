package dev.liveshelf.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a file that is not as it was written nothing moves in. */
class DamagedFileTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 50);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private byte[] whole;
    private MovableStock stock;

    @BeforeEach
    void packAndOpenAnother() throws Exception {
        try (MovableStock old = open("old")) {
            join(old.setAll(List.of(new Count("P", 10, 1L, "Pears"), new Count("A", 5, null, null))));
            join(old.hold(new Session("ann"), "P", 2));
            join(old.hold(new Session("bob"), "P", 3));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            new Mover(old).pack(file, Instant.now());
            whole = file.toByteArray();
        }
        stock = open("new");
    }

    @AfterEach
    void close() {
        stock.close();
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws Exception {
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "Nothing was changed");
        }
        assertWholeIsTaken();
    }

    @Test
    void aFileWithAnotherByteAnywhereIsRefused() throws Exception {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertRefused(changed, "Nothing was changed");
        }
        assertWholeIsTaken();
    }

    @Test
    void aFileWhoseLinesAreOthersIsRefused() throws Exception {
        String text = new String(whole, StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        assertRefused((text + "\n").getBytes(StandardCharsets.UTF_8), "more after the end");
        assertRefused(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "checksum");
        assertRefused(text.replace(lines.get(2) + "\n", "").getBytes(StandardCharsets.UTF_8), "first is not|there are");
        assertRefused(
                text.replace(lines.get(2), lines.get(2) + "\n" + lines.get(2)).getBytes(StandardCharsets.UTF_8),
                "order of their names");
        assertRefused(
                text.replace("\"format\":1", "\"format\":2").getBytes(StandardCharsets.UTF_8), "this program reads 1");
        assertRefused("x".repeat(100_000).getBytes(StandardCharsets.UTF_8), "too long");
        assertRefused("sku,onhand\nP,1\n".getBytes(StandardCharsets.UTF_8), "no JSON object");
        assertRefused(new byte[0], "The file is empty");
        assertWholeIsTaken();
    }

    @Test
    void nothingMovesIntoAShelfThatIsNotEmptyAndNothingOutOfOneThatIs() throws Exception {
        assertThatThrownBy(() -> new Mover(stock).pack(new ByteArrayOutputStream(), Instant.now()))
                .isInstanceOf(CannotMove.class)
                .hasMessageContaining("nothing on the shelf");
        assertWholeIsTaken();
        assertThatThrownBy(() -> unpack(whole))
                .isInstanceOf(CannotMove.class)
                .hasMessageContaining("The shelf is not empty")
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void halfAShopIsNotPacked() {
        join(stock.moveIn("load", null));

        assertThatThrownBy(() -> new Mover(stock).pack(new ByteArrayOutputStream(), Instant.now()))
                .isInstanceOf(CannotMove.class)
                .hasMessageContaining("an import has not come to its end");
    }

    private void assertRefused(byte[] file, String why) {
        assertThatThrownBy(() -> unpack(file))
                .as("seed " + seed)
                .isInstanceOf(CannotMove.class)
                .message()
                .containsPattern(why)
                .hasLineCount(1);
    }

    /** Also shows that nothing was there. */
    private void assertWholeIsTaken() throws Exception {
        assertThat(unpack(whole)).isEqualTo(new Load(2, 2));
    }

    private Load unpack(byte[] file) throws Exception {
        return new Mover(stock).unpack(Files.write(directory.resolve("shop.jsonl"), file));
    }

    private MovableStock open(String name) {
        return EmbeddedStock.open(directory.resolve(name), RULES, Clock.systemUTC());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
