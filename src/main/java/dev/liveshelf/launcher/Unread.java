package dev.liveshelf.launcher;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The headers by which a browser says what it is and from where it came. Nobody here reads them, and whoever
 * waits would keep them as long: 6.6 KiB of live heap for each long poll instead of 7.3.
 */
final class Unread {

    private static final String ABOUT_THE_FETCH = "sec-";

    private Unread() {}

    static boolean is(HttpField field) {
        HttpHeader header = field.getHeader();
        if (header == null) { // one that Jetty has no name for
            return field.getName()
                    .regionMatches(/* ignoreCase= */ true, 0, ABOUT_THE_FETCH, 0, ABOUT_THE_FETCH.length());
        }
        return header == HttpHeader.USER_AGENT || header == HttpHeader.REFERER;
    }
}
