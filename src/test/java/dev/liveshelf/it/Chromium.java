package dev.liveshelf.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. Its tricks are commands of its DevTools. */
final class Chromium implements Tricks {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Kept here, so that its level is: it would say at every start that it knows no DevTools of this version. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    Chromium(Path profile, boolean scripts) {
        Needs.file(PROGRAM, "Chromium (apt-get install chromium)");
        Needs.file(DRIVER, "ChromeDriver (apt-get install chromium-driver)");
        SELENIUM.setLevel(Level.SEVERE);
        System.setProperty("webdriver.chrome.driver", DRIVER.toString());
        System.setProperty("webdriver.chrome.silentOutput", "true");
        driver = new ChromeDriver(options(profile, scripts));
    }

    private static ChromeOptions options(Path profile, boolean scripts) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM.toString());
        options.setAcceptInsecureCerts(true); // a shop's key may be made by a test
        options.setExperimentalOption(
                "prefs", scripts ? Map.of() : Map.of("profile.managed_default_content_settings.javascript", 2));
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--accept-lang=en",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        return options;
    }

    @Override
    public ChromeDriver driver() {
        return driver;
    }

    @Override
    public void startAfresh() {
        command("Network.clearBrowserCookies", Map.of());
        command("Emulation.clearDeviceMetricsOverride", Map.of());
        command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Override
    public void dark() {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    @Override
    public void language(String accepted) {
        String agent = (String) driver.executeScript("return navigator.userAgent");
        command("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", accepted));
    }

    @Override
    public void screen(int width, int height, double dotsPerPixel, boolean phone) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", dotsPerPixel, "mobile", phone));
    }

    @Override
    public void crash() {
        command("Page.crash", Map.of());
    }

    @Override
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void quit() {
        driver.quit();
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }
}
