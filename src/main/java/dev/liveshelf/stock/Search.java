package dev.liveshelf.stock;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words that are looked for in names and titles of items, all of them, in any order, whatever their case. */
public final class Search {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final List<String> words;

    private Search(List<String> words) {
        this.words = words;
    }

    /** Returns the search for these words, as people type them; of none finds everything. */
    public static Search of(String text) {
        return new Search(SPACE.splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .map(Search::fold)
                .toList());
    }

    /** Returns what is searched of an item. Engines may keep it, and ask again with the same. */
    public static String text(String sku, String title) {
        return fold(title.isEmpty() ? sku : sku + "\n" + title); // no word reaches over a line's end
    }

    /** Tells whether all words are in it; part of a word is enough. */
    public boolean isIn(String text) {
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
