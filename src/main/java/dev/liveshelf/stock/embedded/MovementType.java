package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How a movement lies on disk: with the level it led to. */
final class MovementType extends BasicDataType<Movement> {

    private final LevelType levels;

    MovementType(LevelType levels) {
        this.levels = levels;
    }

    @Override
    public void write(WriteBuffer buffer, Movement movement) {
        TextType.TEXT.write(buffer, movement.verb().name());
        buffer.putVarLong(movement.time().toEpochMilli()).putVarLong(movement.quantity());
        TextType.TEXT.write(buffer, movement.party());
        levels.write(buffer, movement.after());
    }

    @Override
    public Movement read(ByteBuffer buffer) {
        Movement.Verb verb = Movement.Verb.valueOf(TextType.TEXT.read(buffer));
        Instant time = Instant.ofEpochMilli(DataUtils.readVarLong(buffer));
        long quantity = DataUtils.readVarLong(buffer);
        String party = TextType.TEXT.read(buffer);
        Level after = levels.read(buffer);
        return new Movement(verb, time, quantity, party, after);
    }

    /** An estimate in bytes, for the store's page cache. */
    @Override
    public int getMemory(Movement movement) {
        return 300;
    }

    @Override
    public Movement[] createStorage(int size) {
        return new Movement[size];
    }
}
