package dev.liveshelf.moving;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Session;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Packer} wrote, with suspicion: item by item, and at the end whether it was all. */
final class Unpacker {

    private final FileLines lines;
    private final String first;
    private Load load = Load.NOTHING;
    private String before = "";
    private boolean hasFirst;
    private FileLine line;

    /** Reads the first line. */
    Unpacker(InputStream in) throws IOException, CannotMove {
        lines = new FileLines(in);
        FileLine head = lines.next();
        if (!head.has("liveshelf") || !head.text("liveshelf").equals("shop")) {
            throw head.wrong("it is not how a file of an export begins");
        }
        if (head.number("format") != Packer.FORMAT) {
            throw head.wrong("it is of format " + head.number("format") + ", this program reads " + Packer.FORMAT);
        }
        first = head.text("first");
        line = lines.next();
    }

    /** Returns the item that is to be the first of the shelf. */
    String first() {
        return first;
    }

    /** Returns how much has been read. */
    Load load() {
        return load;
    }

    /**
     * Returns the next item, or null at the end.
     *
     * @throws CannotMove if the file is not whole
     */
    @Nullable
    Parcel next() throws IOException, CannotMove {
        if (!line.has("item")) {
            checkEnd();
            return null;
        }
        FileLine item = line;
        String sku = item.text("item");
        List<Hold> holds = new ArrayList<>();
        for (line = lines.next(); line.has("session"); line = lines.next()) {
            holds.add(hold(sku, line));
        }
        try {
            if (sku.compareTo(before) <= 0) {
                throw item.wrong("items are not in the order of their names");
            }
            before = sku;
            hasFirst |= sku.equals(first);
            load = load.and(holds.size());
            String title = item.has("title") ? item.text("title") : "";
            return new Parcel(
                    sku, title, item.number("onhand"), item.number("safetystock"), item.number("sold"), holds);
        } catch (IllegalArgumentException impossible) {
            throw item.wrong(impossible.getMessage());
        }
    }

    private static Hold hold(String sku, FileLine line) throws CannotMove {
        Session session = Session.of(line.text("session"));
        long quantity = line.number("quantity");
        if (session == null || quantity < 1 || quantity > Integer.MAX_VALUE) {
            throw line.wrong("there can be no such hold");
        }
        Instant expires = line.has("expires") ? line.time("expires") : null;
        return new Hold(session, sku, (int) quantity, line.time("since"), expires);
    }

    private void checkEnd() throws IOException, CannotMove {
        if (!line.has("sha256")) {
            throw line.wrong("it is neither an item nor a hold nor the end");
        }
        Load said = new Load(line.number("items"), line.number("holds"));
        if (!said.equals(load)) {
            throw line.wrong("it tells of " + said + ", and there are " + load);
        }
        if (!line.text("sha256").equals(lines.sumBefore())) {
            throw line.wrong("its checksum is another, so the file has been changed since it was exported");
        }
        if (!hasFirst) {
            throw line.wrong("the item that should be the first is not there");
        }
        lines.checkOver();
    }

    /** Returns what tells this file from any other. After the end. */
    String name() throws CannotMove {
        return line.text("sha256");
    }
}
