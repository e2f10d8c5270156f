package dev.liveshelf.stock.embedded;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How a text lies on disk. A length that cannot be is damage here; the store's own type would fill the heap with it. */
final class TextType extends BasicDataType<String> {

    static final TextType TEXT = new TextType();

    private TextType() {}

    @Override
    public void write(WriteBuffer buffer, String text) {
        buffer.putVarInt(text.length()).putStringData(text, text.length());
    }

    @Override
    public String read(ByteBuffer buffer) {
        int length = DataUtils.readVarInt(buffer);
        if (length < 0 || length > buffer.remaining()) {
            throw new Damaged("a text cannot be so long");
        }
        return DataUtils.readString(buffer, length);
    }

    @Override
    public int compare(String one, String other) {
        return one.compareTo(other);
    }

    /** An estimate in bytes, for the store's page cache. */
    @Override
    public int getMemory(String text) {
        return 24 + text.length();
    }

    @Override
    public String[] createStorage(int size) {
        return new String[size];
    }
}
