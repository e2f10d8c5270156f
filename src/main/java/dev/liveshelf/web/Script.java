package dev.liveshelf.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of several small modules made into one, so that a page of any shop gets all of it in one answer; without
 * comments and needless space. The modules keep to what this can do: an import on one line, without {@code as}; semicolons;
 * top-level names that no two share; no space that matters outside of quotes.
 */
final class Script {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .* from \"\\./(.*)\";\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?!\\{)");
    private static final Pattern QUOTED_OR_NEEDLESS = Pattern.compile(
            "(?m)(\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`)|/\\*(?s:.*?)\\*/|(?<=\\s|^)//.*|\\s*([{}()\\[\\];,=<>?:&|!]|\n)\\s*");

    private final UnaryOperator<String> read;
    private final Map<String, String> modules = new LinkedHashMap<>();

    private Script(UnaryOperator<String> read) {
        this.read = read;
    }

    /**
     * Joins a module with all that it imports, each once and before whoever needs it. Only what the first exports stays so.
     *
     * @param read returns a module's source by its name
     */
    static String join(String name, UnaryOperator<String> read) {
        Script script = new Script(read);
        script.add(name);
        String last = script.modules.remove(name);
        StringBuilder joined = new StringBuilder();
        script.modules
                .values()
                .forEach(source -> joined.append(EXPORT.matcher(source).replaceAll("")));
        return squeeze(joined.append(last).toString());
    }

    private void add(String name) {
        String source = read.apply(name);
        Matcher imports = IMPORT.matcher(source);
        while (imports.find()) {
            if (!modules.containsKey(imports.group(1))) {
                add(imports.group(1));
            }
        }
        modules.put(name, imports.replaceAll(""));
    }

    private static String squeeze(String source) {
        return QUOTED_OR_NEEDLESS.matcher(source).replaceAll(match -> {
            if (match.group(1) != null) {
                return Matcher.quoteReplacement(match.group(1));
            }
            return match.group(2) == null ? "" : Matcher.quoteReplacement(match.group(2));
        });
    }
}
