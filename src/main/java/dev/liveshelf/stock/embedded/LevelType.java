package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How a level lies on disk: the sku, then its numbers. All levels of a directory share one epoch, kept beside them. */
final class LevelType extends BasicDataType<Level> {

    private final String epoch;

    LevelType(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public void write(WriteBuffer buffer, Level level) {
        TextType.TEXT.write(buffer, level.sku());
        buffer.putVarLong(level.version().n())
                .putVarLong(level.onHand())
                .putVarLong(level.held())
                .putVarLong(level.safetyStock())
                .putVarLong(level.sold())
                .putVarLong(Moment.write(level.nextExpiry()));
    }

    @Override
    public Level read(ByteBuffer buffer) {
        String sku = TextType.TEXT.read(buffer);
        Version version = new Version(epoch, DataUtils.readVarLong(buffer));
        long onHand = DataUtils.readVarLong(buffer);
        long held = DataUtils.readVarLong(buffer);
        long safetyStock = DataUtils.readVarLong(buffer);
        long sold = DataUtils.readVarLong(buffer);
        return new Level(sku, version, onHand, held, safetyStock, sold, Moment.read(DataUtils.readVarLong(buffer)));
    }

    /** An estimate in bytes, for the store's page cache. */
    @Override
    public int getMemory(Level level) {
        return 150;
    }

    @Override
    public Level[] createStorage(int size) {
        return new Level[size];
    }
}
