package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Session;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How a hold lies on disk. */
final class HoldType extends BasicDataType<Hold> {

    @Override
    public void write(WriteBuffer buffer, Hold hold) {
        TextType.TEXT.write(buffer, hold.session().value());
        TextType.TEXT.write(buffer, hold.sku());
        buffer.putVarInt(hold.quantity()).putVarLong(hold.since().toEpochMilli());
        buffer.putVarLong(Moment.write(hold.expires()));
    }

    @Override
    public Hold read(ByteBuffer buffer) {
        Session session = new Session(TextType.TEXT.read(buffer));
        String sku = TextType.TEXT.read(buffer);
        int quantity = DataUtils.readVarInt(buffer);
        Instant since = Instant.ofEpochMilli(DataUtils.readVarLong(buffer));
        return new Hold(session, sku, quantity, since, Moment.read(DataUtils.readVarLong(buffer)));
    }

    /** An estimate in bytes, for the store's page cache. */
    @Override
    public int getMemory(Hold hold) {
        return 250;
    }

    @Override
    public Hold[] createStorage(int size) {
        return new Hold[size];
    }
}
