package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for other shops' pages, as it is served. */
class WindowTest {

    private static final Pattern LOADER = Pattern.compile("export \\* from \"\\./([0-9a-f]+/liveshelf\\.js)\";\n");

    @TempDir
    Path data;

    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new RunningShop(data);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theAddressForPagesIsAskedForEachTimeAndLeadsToWhatIsKeptForGood() throws Exception {
        HttpResponse<String> loader = shop.get("assets/liveshelf.js");
        HttpResponse<String> script = script(loader);

        assertThat(loader.headers().firstValue("Cache-Control")).contains("no-cache");
        String tag = loader.headers().firstValue("ETag").orElseThrow();
        assertThat(shop.get("assets/liveshelf.js", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(shop.get("assets/liveshelf.js", "If-None-Match", "\"old\", W/" + tag)
                        .statusCode())
                .as("as a proxy that compresses gives it back")
                .isEqualTo(304);
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(script.body()).as("all of it").doesNotContain("import{").contains("customElements.define");
    }

    @Test
    void allThatAPageLoadsIsLessThanSixKilobytes() throws Exception {
        HttpResponse<String> loader = shop.get("assets/liveshelf.js");

        int size = gzipped(loader.body()) + gzipped(script(loader).body());
        System.out.printf("liveshelf.js: %d bytes gzipped%n", size);
        assertThat(size).isLessThan(6 * 1024);
    }

    /** What is squeezed is still a script; the browser tests show that it works. */
    @Test
    void nodeCanReadIt() throws Exception {
        Path file = Files.writeString(
                data.resolve("liveshelf.mjs"),
                script(shop.get("assets/liveshelf.js")).body());
        Process node;
        try {
            node = new ProcessBuilder("node", "--check", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notHere) {
            Assumptions.abort("node is not here");
            return;
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
    }

    @Test
    void typesLieBesideIt() throws Exception {
        assertThat(shop.get("assets/liveshelf.d.ts").body())
                .contains("export function watch(", "export function session(): string");
    }

    @Test
    void modulesAreJoinedOnceEachAndInOrder() {
        Map<String, String> modules = Map.of("main.js", """
                // The way in.

                import { b } from "./b.js";
                import { a, other } from "./a.js";

                export { a };
                export const run = () => { return a ? [b, "a // b"] : `${other} {x} `; }; // runs
                """, "a.js", """
                export const a = 1;
                export const other = "x  {";
                """, "b.js", """
                import { a } from "./a.js";

                /** Says
                 * much. */
                export class b {
                  #one = a / 2;

                  get two() {
                    return !this.#one && -a;
                  }
                }
                """);

        assertThat(Script.join("main.js", modules::get).strip()).isEqualTo("""
                        const a=1;const other="x  {";class b{#a=a/2;get two(){return!this.#a&&-a}}\
                        export{a};export const run=()=>{return a?[b,"a // b"]:`${other} {x} `};""");
    }

    private HttpResponse<String> script(HttpResponse<String> loader) throws Exception {
        Matcher line = LOADER.matcher(loader.body());
        assertThat(line.matches()).as(loader.body()).isTrue();
        return shop.get("assets/" + line.group(1));
    }

    private static int gzipped(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
