package dev.liveshelf.stock.embedded;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.DataType;

/**
 * Keys and values that lie on disk with a checksum behind each. The store itself has one of where its pages begin and end, not of
 * what is in them.
 */
final class Checked<V> extends BasicDataType<V> {

    private final DataType<V> type;

    Checked(DataType<V> type) {
        this.type = type;
    }

    @Override
    public void write(WriteBuffer buffer, V value) {
        int start = buffer.position();
        type.write(buffer, value);
        buffer.putInt(sum(buffer.getBuffer(), start, buffer.position()));
    }

    @Override
    public V read(ByteBuffer buffer) {
        int start = buffer.position();
        V value;
        try {
            value = type.read(buffer);
        } catch (RuntimeException unreadable) {
            throw new Damaged("a record cannot be read", unreadable);
        }
        int sum = sum(buffer, start, buffer.position());
        if (buffer.getInt() != sum) {
            throw new Damaged("the checksum of a record is wrong");
        }
        return value;
    }

    @Override
    public int compare(V one, V other) {
        return type.compare(one, other);
    }

    @Override
    public int getMemory(V value) {
        return type.getMemory(value);
    }

    @Override
    public V[] createStorage(int size) {
        return type.createStorage(size);
    }

    private static int sum(ByteBuffer buffer, int start, int end) {
        CRC32C sum = new CRC32C();
        sum.update(buffer.duplicate().position(start).limit(end));
        return (int) sum.getValue();
    }
}
