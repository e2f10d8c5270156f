package dev.liveshelf.stock;

/**
 * The one form of our lines in the log: {@code event=NAME key=value key="two words"}. Never with a session or a token in it,
 * for whoever reads the log must not own a cart by it.
 */
public final class Event {

    private Event() {}

    /**
     * Returns the line of an event.
     *
     * @param pairs of key and value; a value that is not one plain word is quoted, and stays on its line
     */
    public static String of(String name, Object... pairs) {
        StringBuilder line = new StringBuilder("event=").append(name);
        for (int i = 0; i < pairs.length; i += 2) {
            line.append(' ').append(pairs[i]).append('=');
            String value = String.valueOf(pairs[i + 1]);
            if (value.isEmpty() || !value.chars().allMatch(Event::isPlain)) {
                quote(line, value);
            } else {
                line.append(value);
            }
        }
        return line.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != '"' && c != '=' && c != '\\';
    }

    private static void quote(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else {
                line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
            }
        }
        line.append('"');
    }
}
