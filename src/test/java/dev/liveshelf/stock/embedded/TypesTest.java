package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Session;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How things lie on disk. */
class TypesTest {

    private record Case<V>(DataType<V> type, V value) {
        V writtenAndRead() {
            WriteBuffer buffer = new WriteBuffer();
            type.write(buffer, value);
            ByteBuffer written = buffer.getBuffer();
            written.flip();
            V read = type.read(written);
            assertThat(written.remaining()).as("left over").isZero();
            return read;
        }

        int memory() {
            return type.getMemory(value);
        }
    }

    static Stream<Case<?>> everyType() {
        Instant time = Instant.parse("2026-11-22T21:00:00.123Z");
        Session ann = new Session("ann");
        LevelType levels = new LevelType("e");
        Level level = Level.first("P", "e", 10, 1).holding(2).expiring(time);
        return Stream.of(
                new Case<>(TextType.TEXT, "M\u00fcsli \ud83e\udd63"),
                new Case<>(levels, level),
                new Case<>(levels, level.expiring(null)),
                new Case<>(new HoldType(), new Hold(ann, "P", 2, time, time.plusSeconds(900))),
                new Case<>(new HoldType(), new Hold(ann, "P", 2, time, null)),
                new Case<>(new MovementType(levels), new Movement(Verb.ADJUST, time, -3, "damaged", level)),
                new Case<>(new OrderType(), new Order("A-1", "buyer", List.of(new Order.Sold("P", 2, 1)))),
                new Case<>(new Checked<>(TextType.TEXT), "P"));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void isReadAsItWasWritten(Case<?> each) {
        assertThat((Object) each.writtenAndRead()).isEqualTo(each.value());
    }

    /** Of none at all the store would keep everything. */
    @ParameterizedTest
    @MethodSource("everyType")
    void takesSomeOfTheCache(Case<?> each) {
        assertThat(each.memory()).isBetween(20, 1_000);
    }
}
