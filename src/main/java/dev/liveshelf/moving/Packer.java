package dev.liveshelf.moving;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Parcel;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the file, a JSON object on each line: what it is; each item, and after it its holds; and at the end how many there
 * were, with a checksum of all lines before.
 */
final class Packer {

    static final long FORMAT = 1;

    private final JsonProvider json = JsonProvider.provider();
    private final OutputStream out;
    private final Sum sum = new Sum();
    private Load load = Load.NOTHING;

    Packer(OutputStream out) {
        this.out = out;
    }

    /** @param first the item that was put on the shelf first */
    void begin(Instant time, String first) throws IOException {
        write(json.createObjectBuilder()
                .add("liveshelf", "shop")
                .add("format", FORMAT)
                .add("time", time.toString())
                .add("first", first));
    }

    void add(Parcel parcel) throws IOException {
        JsonObjectBuilder item = json.createObjectBuilder()
                .add("item", parcel.sku())
                .add("onhand", parcel.onHand())
                .add("safetystock", parcel.safetyStock())
                .add("sold", parcel.sold());
        write(parcel.title().isEmpty() ? item : item.add("title", parcel.title()));
        List<Hold> holds = parcel.holds().stream()
                .sorted(Comparator.comparing(hold -> hold.session().value()))
                .toList();
        for (Hold hold : holds) {
            add(hold);
        }
        load = load.and(holds.size());
    }

    private void add(Hold hold) throws IOException {
        Instant expires = hold.expires();
        JsonObjectBuilder line = json.createObjectBuilder()
                .add("session", hold.session().value())
                .add("quantity", hold.quantity())
                .add("since", hold.since().toString());
        write(expires == null ? line : line.add("expires", expires.toString()));
    }

    Load end() throws IOException {
        write(json.createObjectBuilder()
                .add("items", load.items())
                .add("holds", load.holds())
                .add("sha256", sum.take()));
        out.flush();
        return load;
    }

    private void write(JsonObjectBuilder object) throws IOException {
        byte[] line = object.build().toString().getBytes(StandardCharsets.UTF_8);
        sum.add(line);
        out.write(line);
        out.write('\n');
    }
}
