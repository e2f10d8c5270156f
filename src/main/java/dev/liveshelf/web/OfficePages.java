package dev.liveshelf.web;

import com.samskivert.mustache.Template;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The operator's page, and what stands at its door. */
final class OfficePages {

    private final Template office;
    private final Template door;
    private final Pages pages;

    OfficePages(ServletContext context, Pages pages) {
        this.office = Pages.template(context, "office.html");
        this.door = Pages.template(context, "office-door.html");
        this.pages = pages;
    }

    Answer office(HttpServletRequest request) {
        return pages.page(request, 200, office, new HashMap<>());
    }

    /** Asks for the token. */
    Answer door(HttpServletRequest request) {
        return door(request, 200, "officeLoginLead");
    }

    /** Says that no token is set, and how that is done. */
    Answer closed(HttpServletRequest request) {
        Map<String, Object> data = new HashMap<>();
        data.put("closed", true);
        return pages.page(request, 403, door, data);
    }

    /** Asks for it again: that was not it. */
    Answer wrong(HttpServletRequest request) {
        return door(request, 403, "officeWrong");
    }

    /** Asks to come back later. */
    Answer tooMany(HttpServletRequest request, Duration wait) {
        String seconds = Long.toString(wait.toSeconds() + 1);
        return door(request, 429, "officeTooMany").with("Retry-After", seconds);
    }

    private Answer door(HttpServletRequest request, int status, String says) {
        Map<String, Object> data = new HashMap<>();
        data.put("open", true);
        data.put("no", status != 200);
        data.put("says", pages.texts(request).get(says, ""));
        return pages.page(request, status, door, data);
    }
}
