package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.RunningShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page of another origin, in a real browser: it reads and buys where the operator allowed it, and sees nothing elsewhere. */
@ExtendWith(Browsers.AsParameter.class)
class OriginsIT {

    /** Each answer's status, or what came in its place. */
    private static final String ASK = """
            const shop = "%s";
            const ask = (path, options) => fetch(shop + path, { credentials: "omit", ...options })
              .then((response) => String(response.status), () => "nothing");
            const module = (path) => new Promise((done) => {
              const script = Object.assign(document.createElement("script"), { type: "module", src: shop + path });
              script.onload = () => done("a module");
              script.onerror = () => done("nothing");
              document.head.append(script);
            });
            const form = (fields) => ({ method: "POST", body: new URLSearchParams(fields) });
            return Promise.all([
              ask("status?wait=0"),
              ask("status?item=unknown"),
              ask("assets/style.css"),
              ask("cart", form({ session: "ann", action: "add" })),
              ask("cart", form({ session: "ann", action: "add", quantity: 99 })),
              ask("cart?session=ann", { headers: { "Liveshelf-Session": "ann" } }),
              module("assets/liveshelf.js"),
              new Promise((done) => {
                const stream = new EventSource(shop + "events?item=P");
                stream.addEventListener("inventory", () => done("a stream"));
                stream.onerror = () => done("nothing");
              }),
              ask("shop/items", { headers: { Authorization: "Bearer secret" } }),
              ask(""),
            ]);
            """;

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void whereItIsNamedItReadsAndBuys(Make make, Browsers browsers) throws Exception {
        try (OtherShop other = new OtherShop("<!doctype html><title>Another shop</title>");
                RunningShop shop = new RunningShop(data, "origins", other.origin(), "token", "secret")) {
            assertThat(ask(browsers.of("ann", make), other, shop))
                    .containsExactly(
                            "200", "404", "200", "200", "400", "200", "a module", "a stream", "nothing", "nothing");
            assertThat(RunningShop.json(shop.get("status?wait=0")).getInt("held"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereItIsNotItSeesNothing(Make make, Browsers browsers) throws Exception {
        try (OtherShop other = new OtherShop("<!doctype html><title>Another shop</title>");
                RunningShop shop = new RunningShop(
                        data, "origins", other.origin().replace("127.0.0.1", "localhost"), "token", "secret")) {
            assertThat(ask(browsers.of("ann", make), other, shop)).hasSize(10).containsOnly("nothing");
        }
    }

    private static List<Object> ask(Browser browser, OtherShop other, RunningShop shop) {
        browser.open(other.page());
        List<Object> answers = List.copyOf((List<?>) browser.script(ASK.formatted(shop.home())));
        browser.startAfresh(); // its stream would ask for a shop that is closed, again and again
        return answers;
    }
}
