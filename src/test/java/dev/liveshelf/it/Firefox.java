package dev.liveshelf.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A headless Firefox. Its tricks are scripts that run in the browser itself, with all its rights. */
final class Firefox implements Tricks {
    private static final Path PROGRAM = Path.of("/usr/bin/firefox-esr");

    private final Program program;
    private final Marionette marionette;
    private final RemoteWebDriver driver;

    Firefox(Path profile, boolean scripts) throws IOException {
        Needs.file(PROGRAM, "Firefox (apt-get install firefox-esr)");
        Files.writeString(profile.resolve("user.js"), preferences(scripts));
        program = Program.start(
                List.of(
                        PROGRAM.toString(),
                        "--headless",
                        "--no-remote",
                        "--marionette",
                        "--remote-allow-system-access",
                        "--profile",
                        profile.toString()),
                Map.of("MOZ_CRASHREPORTER_DISABLE", "1"));
        try {
            marionette = new Marionette(port(profile.resolve("MarionetteActivePort")));
            // A shop's key may be made by a test.
            driver = new RemoteWebDriver(marionette, new ImmutableCapabilities("acceptInsecureCerts", true));
        } catch (IOException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private static String preferences(boolean scripts) {
        return """
                user_pref("marionette.port", 0);
                user_pref("intl.accept_languages", "en");
                user_pref("layout.css.prefers-color-scheme.content-override", 1);
                user_pref("ui.useOverlayScrollbars", 1);
                user_pref("javascript.enabled", %s);
                """.formatted(scripts);
    }

    private int port(Path file) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !program.isAlive()
                        || (Files.exists(file) && !Files.readString(file).isBlank()));
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException e) {
            throw new AssertionError("Firefox did not start:\n" + program, e);
        }
    }

    @Override
    public RemoteWebDriver driver() {
        return driver;
    }

    @Override
    public void startAfresh() {
        scheme("1");
        marionette.privileged("""
                Services.cookies.removeAll();
                const browser = gBrowser.selectedBrowser;
                for (const side of ["width", "height"]) {
                  for (const limit of ["", "min-", "max-"]) browser.style.removeProperty(limit + side);
                }
                browser.browsingContext.overrideDPPX = 0;
                window.resizeTo(1280, 985);
                """);
    }

    @Override
    public void dark() {
        scheme("0");
    }

    private void scheme(String number) {
        marionette.privileged(
                "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', " + number + ")");
    }

    @Override
    public void language(String accepted) {
        marionette.privileged("Services.prefs.setStringPref('intl.accept_languages', '" + accepted + "')");
    }

    @Override
    public void screen(int width, int height, double dotsPerPixel, boolean phone) {
        marionette.privileged("""
                const browser = gBrowser.selectedBrowser;
                for (const [side, size] of [["width", %d], ["height", %d]]) {
                  for (const limit of ["", "min-", "max-"]) browser.style.setProperty(limit + side, size + "px");
                }
                browser.browsingContext.overrideDPPX = %s;
                """.formatted(width, height, dotsPerPixel));
    }

    @Override
    public void crash() {
        throw new UnsupportedOperationException("Its tabs of one site may share a program");
    }

    /** Errors and warnings of pages. What they say by themselves, with console.error, is not among them. */
    @Override
    @SuppressWarnings("unchecked") // it is what the script returns
    public List<String> complaints() {
        return (List<String>) marionette.privileged("""
                const messages = Services.console.getMessageArray();
                Services.console.reset();
                return messages
                  .filter((each) => each instanceof Ci.nsIScriptError && /^https?:/.test(each.sourceName))
                  .map((each) => `${each.sourceName} ${each.lineNumber} ${each.errorMessage}`);
                """);
    }

    @Override
    public void quit() {
        driver.quit();
        program.close();
    }
}
