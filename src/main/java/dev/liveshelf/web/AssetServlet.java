package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /assets/VERSION/NAME}: kept by browsers for a year, for what is there never changes. {@code GET
 * /assets/NAME}, and any other version, is today's file and asked for again each time; but for the script of other shops'
 * pages, where it is a line that leads to today's.
 */
final class AssetServlet extends Endpoint {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final Assets assets;

    AssetServlet(Assets assets, Origins origins, Problems problems) {
        super(problems, "GET, HEAD", origins);
        this.assets = assets;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        int slash = path.indexOf('/');
        String name = path.substring(slash + 1);
        Answer asset = slash < 0 && name.equals(Assets.WINDOW) ? assets.loader() : assets.get(name);
        if (asset == null) {
            throw Problem.notFound();
        }
        boolean versioned = slash > 0 && path.substring(0, slash).equals(assets.version());
        String tag = "\"" + assets.version() + "\"";
        Answer answer = knows(request, tag) ? new Answer(304, asset.contentType(), Map.of(), new byte[0]) : asset;
        exchange.answer(() -> answer.with("ETag", tag).with("Cache-Control", versioned ? FOR_EVER : ASK_AGAIN));
    }

    /** A proxy that compresses makes our tag a weak one; it is as good. */
    private static boolean knows(HttpServletRequest request, String tag) {
        String known = request.getHeader("If-None-Match");
        return known != null
                && List.of(known.split("\\s*,\\s*")).stream()
                        .anyMatch(each -> each.equals(tag) || each.equals("W/" + tag));
    }
}
