package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Order;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How an order lies on disk. */
final class OrderType extends BasicDataType<Order> {

    @Override
    public void write(WriteBuffer buffer, Order order) {
        TextType.TEXT.write(buffer, order.id());
        TextType.TEXT.write(buffer, order.buyer());
        buffer.putVarInt(order.lines().size());
        for (Order.Sold line : order.lines()) {
            TextType.TEXT.write(buffer, line.sku());
            buffer.putVarInt(line.quantity()).putVarInt(line.returned());
        }
    }

    @Override
    public Order read(ByteBuffer buffer) {
        String id = TextType.TEXT.read(buffer);
        String buyer = TextType.TEXT.read(buffer);
        List<Order.Sold> lines = new ArrayList<>();
        for (int left = DataUtils.readVarInt(buffer); left > 0; left--) {
            String sku = TextType.TEXT.read(buffer);
            int quantity = DataUtils.readVarInt(buffer);
            lines.add(new Order.Sold(sku, quantity, DataUtils.readVarInt(buffer)));
        }
        return new Order(id, buyer, List.copyOf(lines));
    }

    /** An estimate in bytes, for the store's page cache. */
    @Override
    public int getMemory(Order order) {
        return 200 + 100 * order.lines().size();
    }

    @Override
    public Order[] createStorage(int size) {
        return new Order[size];
    }
}
