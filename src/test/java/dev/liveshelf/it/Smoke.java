package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must work wherever the WAR runs. Every test has an item of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Smoke {
    static final String ITEMS = "items=page=10,poll=10,news=10,stream=10,cart=10,last=1";

    private Place place;
    private Visitor visitor;

    /** Opens the place where the WAR is to run, with {@link #ITEMS}. */
    abstract Place open(Path home) throws IOException;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        place = open(home);
        visitor = new Visitor(place.address());
    }

    @AfterAll
    void stop() throws IOException {
        if (place != null) {
            place.stop();
            place.close();
            Log.assertClean(place.log());
        }
    }

    @Test
    void pageHasWhatTheTutorialsPageHad() throws IOException {
        HttpResponse<String> page = visitor.get("?item=page");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWithIgnoringCase("text/html");
        assertThat(page.body()).contains("id=\"session\"", "id=\"count\"", "add-to-cart", "remove-from-cart");
    }

    @Test
    void sessionStaysWithItsCookie() throws IOException {
        HttpResponse<String> first = visitor.get("");
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("liveshelf_session=").contains("HttpOnly", "SameSite=Lax");
        assertThat(cookie).contains("Path=" + place.address().getPath().replaceAll("(?<=.)/$", ""));

        String session = cookie.replaceAll(".*liveshelf_session=([^;]*).*", "$1");
        assertThat(visitor.get("", "Cookie", "liveshelf_session=" + session).body())
                .contains("\"" + session + "\"");
    }

    @Test
    void nobodyIsToldWhichServerItRunsIn() throws IOException {
        assertThat(visitor.get("").headers().map()).doesNotContainKey("server");
    }

    @Test
    void addressWithoutSlashLeadsToThePage() throws IOException {
        String path = place.address().getPath();
        if (path.length() > 1) {
            HttpResponse<String> answer = visitor.get(path.substring(0, path.length() - 1));
            assertThat(answer.statusCode()).isBetween(301, 308);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(answer.uri().resolve(location).getPath()).isEqualTo(path);
        }
    }

    @Test
    void assetsAreKeptByBrowsers() throws IOException {
        Matcher stylesheet =
                Pattern.compile("assets/[^\"]+\\.css").matcher(visitor.get("").body());
        assertThat(stylesheet.find()).isTrue();
        HttpResponse<String> asset = visitor.get(stylesheet.group());
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Content-Type")).get().asString().startsWith("text/css");
        assertThat(asset.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("max-age=31536000", "immutable");
    }

    @Test
    void statusIsTheLevel() throws IOException {
        HttpResponse<String> answer = visitor.get("status?wait=0&item=poll");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject level = Visitor.json(answer);
        assertThat(level.getString("item")).isEqualTo("poll");
        assertThat(level.getString("inventorycount")).isEqualTo("10");
        assertThat(level.getInt("held")).isZero();
        assertThat(level.getString("version")).contains(".");
    }

    @Test
    void waitingViewerHearsOfAChange() throws IOException {
        String before = visitor.version("news");
        int others = visitor.viewers();
        CompletableFuture<HttpResponse<String>> viewer = visitor.getLater("status?item=news&since=" + before);
        await().until(() -> visitor.viewers() > others);

        JsonObject added = Visitor.json(visitor.add("somebody", "news"));

        JsonObject news = Visitor.json(viewer.join());
        assertThat(news.getString("inventorycount")).isEqualTo("9");
        assertThat(news.getString("version")).isEqualTo(added.getString("version"));
        assertThat(news.getString("version")).isNotEqualTo(before);
    }

    @Test
    void streamHasTheLevelAndEveryChange() throws IOException {
        Listener listener = visitor.listen("events?item=stream");
        await().until(() -> listener.hears("\"item\":\"stream\",\"inventorycount\":\"10\""));
        assertThat(listener.lines().get(0)).startsWith("retry: ");
        assertThat(listener.lines()).contains("event: inventory");

        for (int i = 0; i < 20; i++) {
            String added = Visitor.json(visitor.add("somebody", "stream")).getString("version");
            await().until(() -> listener.hears(added));
            String removed = Visitor.json(visitor.remove("somebody", "stream")).getString("version");
            await().until(() -> listener.hears(removed));
        }
        assertThat(listener.hasEnded()).isFalse();
    }

    @Test
    void whatIsNoStreamIsAProblem() throws IOException {
        assertProblem(visitor.get("events?item=unknown"), 404);
        assertProblem(visitor.get("events?wait=-1"), 400);
    }

    @Test
    void cartTakesAndGivesBack() throws IOException {
        JsonObject added = Visitor.json(visitor.add("me", "cart"));
        assertThat(added.getString("inventorycount")).isEqualTo("9");
        assertThat(added.getInt("incart")).isEqualTo(1);
        assertThat(visitor.get("cart?session=me").body()).contains("\"cart\"");

        JsonObject removed = Visitor.json(visitor.remove("me", "cart"));
        assertThat(removed.getString("inventorycount")).isEqualTo("10");
        assertThat(removed.getInt("incart")).isZero();
        assertThat(visitor.get("cart?session=me").body()).doesNotContain("\"cart\"");
    }

    @Test
    void lastOneIsSoldOnce() throws IOException {
        assertThat(visitor.add("quick", "last").statusCode()).isEqualTo(200);

        HttpResponse<String> late = visitor.add("late", "last");
        assertProblem(late, 409);
        assertThat(Visitor.json(late).getString("inventorycount")).isEqualTo("0");
        assertThat(visitor.level("last").getInt("held")).isEqualTo(1);
    }

    @Test
    void badRequestIsAProblem() throws IOException {
        assertProblem(visitor.post("cart", "action=add&item=cart"), 400);
        assertProblem(visitor.get("status?wait=-1"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status?wait=0&item=unknown", "nothing", "assets/nothing.css"})
    void whatIsNotThereIsAProblem(String path) throws IOException {
        assertProblem(visitor.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB-INF/web.xml",
                "WEB-INF/templates/detail.html",
                "WEB-INF/launcher/classes/dev/liveshelf/launcher/JettyServer.class",
                "META-INF/MANIFEST.MF",
                "dev/liveshelf/launcher/Main.class",
                "assets/../WEB-INF/web.xml",
                "assets/..%2FWEB-INF/web.xml",
                "assets/%2e%2e/WEB-INF/web.xml"
            })
    void whatIsInsideStaysInside(String path) throws IOException {
        assertThat(visitor.get(path).statusCode()).isIn(400, 403, 404);
    }

    /** As no client writes them that means well. */
    @Test
    void noDetourLeadsInside() throws IOException {
        String home = place.address().getPath();
        for (String path : List.of(
                "WEB-INF/classes/dev/liveshelf/Application.class",
                "WEB-INF/lib/",
                "WEB-INF",
                "web-inf/web.xml",
                "%57EB-INF/web.xml",
                "WEB-INF;x/web.xml",
                "WEB-INF%2fweb.xml",
                "WEB-INF%00/web.xml",
                "./WEB-INF/web.xml",
                "/WEB-INF/web.xml",
                "assets/../WEB-INF/web.xml",
                "assets/..;/WEB-INF/web.xml",
                "assets/%2e%2e;x/WEB-INF/web.xml",
                "assets/..%5cWEB-INF%5cweb.xml",
                "assets/%252e%252e/WEB-INF/web.xml",
                "assets/00000000/../../WEB-INF/web.xml",
                "assets/00000000/%2e%2e/%2e%2e/WEB-INF/web.xml",
                "assets/",
                "demo/../WEB-INF/web.xml",
                "../../../../etc/passwd",
                "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "dev/liveshelf/launcher/Main$1.class",
                "META-INF/../WEB-INF/web.xml")) {
            try (PlainCaller caller = new PlainCaller(place.address())) {
                caller.ask(home + path);
                caller.endAsking();
                assertThat(caller.hearRest())
                        .as(path)
                        .matches("(?s)HTTP/1.1 [345]\\d\\d .*|")
                        .doesNotContain("HTTP/1.1 500", "<web-app", "\u00ca\u00fe\u00ba\u00be", "root:");
            }
        }
    }

    @Test
    void bothVersionsOfHttpAreSpoken() throws IOException {
        assertThat(Curl.get(place.address().resolve("health"), "--http1.1")).isEqualTo("200 by HTTP/1.1");
        assertThat(Curl.get(place.address().resolve("health"), "--http2-prior-knowledge"))
                .isEqualTo("200 by HTTP/2");
    }

    @Test
    void healthIsGood() throws IOException {
        HttpResponse<String> health = visitor.get("health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Visitor.json(health).getBoolean("draining")).isFalse();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("application/problem+json");
        JsonObject problem = Visitor.json(answer);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
    }
}
