package dev.liveshelf.web;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shelf as a table (RFC 4180): what {@code GET /shop/items.csv} writes, {@code PUT} reads back. Columns are found by
 * their names; of those that come back, what shoppers did since (held, sold) is left alone.
 */
final class ItemsCsv {

    /** Every item of a shelf at full size. One step of the stock takes all of them, and others wait for it. */
    static final int MOST_ROWS = 100_000;

    private static final List<String> COLUMNS = List.of("item", "title", "onhand", "safetystock", "held", "sold");
    private static final Set<String> NEEDED = Set.of("item", "onhand");

    /**
     * What a spreadsheet would take for a formula, and may be an attack: it gets an apostrophe in front, and so does what
     * looks as if it had got one, so that all of it can be read back.
     */
    private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\t\r].*");

    private static final Pattern MARKED = Pattern.compile("(?s)'+[=+\\-@\t\r].*");

    private final Map<String, Long> lines = new HashMap<>();
    private final List<Count> counts = new ArrayList<>();
    private List<String> columns = List.of();

    private ItemsCsv() {}

    static String write(List<Item> items) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            for (Item item : items) {
                Level level = item.level();
                csv.writeRecord(
                        plain(level.sku()),
                        plain(item.title()),
                        Long.toString(level.onHand()),
                        Long.toString(level.safetyStock()),
                        Long.toString(level.held()),
                        Long.toString(level.sold()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String plain(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** @throws Problem 400 with the line of the first row that cannot be */
    static ItemsCsv read(String text) {
        ItemsCsv table = new ItemsCsv();
        long line = 1;
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text; // as spreadsheets like to begin
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // said by ourselves, with the line
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(body)) {
            for (CsvRecord row : csv) {
                line = row.getStartingLineNumber();
                table.add(line, row.getFields());
            }
        } catch (CsvParseException broken) {
            throw bad(line, "It is no table from there on: a quote is not closed, or stands in the middle.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (table.counts.isEmpty()) {
            throw bad(1, "There are no rows. The first line names the columns, " + String.join(",", COLUMNS) + ".");
        }
        return table;
    }

    List<Count> counts() {
        return counts;
    }

    /** Returns where an item stands. */
    long line(String sku) {
        return lines.getOrDefault(sku, 0L);
    }

    static Problem bad(long line, String why) {
        return Problem.inLine(400, line, "Line " + line + " cannot be", why);
    }

    private void add(long line, List<String> row) {
        if (columns.isEmpty()) {
            columns = header(line, row);
            return;
        }
        if (row.size() != columns.size()) {
            throw bad(line, "It has " + row.size() + " fields where there are " + columns.size() + " columns.");
        }
        if (counts.size() == MOST_ROWS) {
            throw bad(line, "Send " + MOST_ROWS + " rows at a time.");
        }
        Long kept = columns.contains("safetystock") ? number(line, "safetystock", row) : null;
        try {
            counts.add(new Count(field("item", row), number(line, "onhand", row), kept, title(row)));
        } catch (IllegalArgumentException impossible) {
            throw bad(line, impossible.getMessage() + ".");
        }
        Long other = lines.put(field("item", row), line);
        if (other != null) {
            throw bad(line, "The item is in line " + other + ", too.");
        }
    }

    private static List<String> header(long line, List<String> row) {
        if (!COLUMNS.containsAll(row)
                || !row.containsAll(NEEDED)
                || Set.copyOf(row).size() != row.size()) {
            throw bad(
                    line,
                    "Name the columns there, each once: item and onhand, and what else is known of "
                            + String.join(", ", COLUMNS) + ".");
        }
        return List.copyOf(row);
    }

    private String field(String column, List<String> row) {
        String text = row.get(columns.indexOf(column));
        return MARKED.matcher(text).matches() ? text.substring(1) : text;
    }

    private @Nullable String title(List<String> row) {
        return columns.contains("title") ? field("title", row) : null;
    }

    private long number(long line, String column, List<String> row) {
        try {
            return Long.parseLong(field(column, row));
        } catch (NumberFormatException notWhole) {
            throw bad(line, "The " + column + " is no whole number of units.");
        }
    }
}
