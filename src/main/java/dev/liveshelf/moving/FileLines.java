package dev.liveshelf.moving;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/** The lines of the file, and the checksum of those that have been read. */
final class FileLines {

    /** Ours have less than half of it. */
    private static final int LONGEST = 8_192;

    private final JsonParserFactory json = JsonProvider.provider().createParserFactory(null);
    private final InputStream in;
    private final Sum sum = new Sum();
    private byte[] last = new byte[0];
    private long number;

    FileLines(InputStream in) {
        this.in = in;
    }

    /** @throws CannotMove if there is none, or it is no JSON object */
    FileLine next() throws IOException, CannotMove {
        if (number > 0) {
            sum.add(last);
        }
        number++;
        last = bytes();
        return new FileLine(number, parse(last));
    }

    /** Returns the checksum of all lines before the last one read. */
    String sumBefore() {
        return sum.take();
    }

    /** @throws CannotMove if anything follows */
    void checkOver() throws IOException, CannotMove {
        if (in.read() >= 0) {
            throw FileLine.wrong(number + 1, "there is more after the end");
        }
    }

    private byte[] bytes() throws IOException, CannotMove {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new CannotMove(
                        number == 1 && line.size() == 0
                                ? "The file is empty. Nothing was changed. Give one: import < shop.jsonl"
                                : "The file is cut off in line " + number
                                        + ". Nothing was changed. Export again, and import the whole file");
            }
            line.write(b);
            if (line.size() > LONGEST) {
                throw FileLine.wrong(number, "it is too long");
            }
        }
        return line.toByteArray();
    }

    private JsonObject parse(byte[] line) throws CannotMove {
        try (JsonParser parser = json.createParser(new ByteArrayInputStream(line), StandardCharsets.UTF_8)) {
            parser.next();
            JsonObject object = parser.getObject();
            if (!parser.hasNext()) {
                return object;
            }
        } catch (JsonException | IllegalStateException | NoSuchElementException said) {
            // said below
        }
        throw FileLine.wrong(number, "it is no JSON object");
    }
}
