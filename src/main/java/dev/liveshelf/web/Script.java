package dev.liveshelf.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of several small modules made into one, so that a page of any shop gets all of it in one answer; without
 * comments, needless space and long private names. The modules keep to what this can do: an import on one line, without {@code as}; semicolons;
 * top-level names that no two share; no space that matters outside of quotes.
 */
final class Script {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .* from \"\\./(.*)\";\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?!\\{)");
    /** What stays as it is. */
    private static final String QUOTED = "(\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`)";

    private static final Pattern COMMENT = Pattern.compile("(?m)" + QUOTED + "|/\\*(?s:.*?)\\*/|(?<=\\s|^)//.*");
    private static final Pattern NEEDLESS = Pattern.compile(QUOTED
            + "|;\\s*(?=\\})|,\\s*(?=[}\\])])" // before the end of something
            + "|(?<=\\d)_(?=\\d)" // in numbers
            + "|\\s*(?<sign>[{}()\\[\\];,=<>?:&|!*]|\n)\\s*"
            + "|(?<=[\\w)\\]\"`]) ?(?<operator>[-+/%]|\\*\\*|\\+=|>>) (?=[\\w(\"`])"
            + "|(?<name>#[a-zA-Z]\\w*|\\b[A-Z]{3,}\\b)");

    /** At the top of a module; capitals alone, so that it is told from all else. */
    private static final Pattern CONSTANT = Pattern.compile("(?m)^const ([A-Z]{3,}) =");

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
        String code = COMMENT.matcher(source).replaceAll(match -> quote(match.group(1)));
        Map<String, String> names = new HashMap<>(); // what nobody outside knows has no need of a long one
        CONSTANT.matcher(code).results().forEach(found -> names.put(found.group(1), shortName('A', names.size())));
        Matcher matcher = NEEDLESS.matcher(code);
        StringBuilder squeezed = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String kept = name == null
                    ? Stream.of(matcher.group(1), matcher.group("sign"), matcher.group("operator"))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse("")
                    : names.getOrDefault(name, name);
            if (name != null && name.startsWith("#")) {
                kept = names.computeIfAbsent(name, unseen -> "#" + shortName('a', names.size()));
            }
            matcher.appendReplacement(squeezed, quote(kept));
        }
        return matcher.appendTail(squeezed).toString();
    }

    /** From a to z, then a1 and so on. */
    private static String shortName(char first, int n) {
        return (char) (first + n % 26) + (n < 26 ? "" : String.valueOf(n / 26));
    }

    private static String quote(@Nullable String text) {
        return text == null ? "" : Matcher.quoteReplacement(text);
    }
}
