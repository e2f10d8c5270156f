package dev.liveshelf.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people read, in one language. Its words are by the keys of {@code text_*.properties}. */
record Texts(String language, Map<String, String> words) {

    static Texts load(ServletContext context, String language) {
        Properties properties = new Properties();
        try (InputStream in = Pages.open(context, "text_" + language + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Texts(
                language,
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty)));
    }

    /** Picks what the reader understands best; the first of these if none is asked for. */
    static Texts pick(List<Texts> offered, @Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return offered.get(0);
        }
        try {
            List<Locale> locales = offered.stream()
                    .map(texts -> Locale.forLanguageTag(texts.language()))
                    .toList();
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), locales);
            return best == null ? offered.get(0) : offered.get(locales.indexOf(best));
        } catch (RuntimeException notALanguage) { // the parser throws more than it says: for "-" an index out of bounds
            return offered.get(0);
        }
    }

    String get(String key, String otherwise) {
        return words.getOrDefault(key, words.getOrDefault(otherwise, ""));
    }
}
