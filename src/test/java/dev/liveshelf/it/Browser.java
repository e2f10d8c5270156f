package dev.liveshelf.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One shopper: a headless Chromium with a profile of its own. Closing ends it and deletes the profile. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** Kept here, so that its level is: it would say at every start that it knows no DevTools of this version. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Map<String, ?> preferences) throws IOException {
        Needs.file(CHROMIUM, "Chromium (apt-get install chromium)");
        Needs.file(DRIVER, "ChromeDriver (apt-get install chromium-driver)");
        SELENIUM.setLevel(Level.SEVERE);
        profile = Files.createTempDirectory("shopper-");
        System.setProperty("webdriver.chrome.driver", DRIVER.toString());
        System.setProperty("webdriver.chrome.silentOutput", "true");
        driver = new ChromeDriver(options(preferences));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    }

    static Browser open() throws IOException {
        return new Browser(Map.of());
    }

    static Browser withoutJavaScript() throws IOException {
        return new Browser(Map.of("profile.managed_default_content_settings.javascript", 2));
    }

    private ChromeOptions options(Map<String, ?> preferences) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.setAcceptInsecureCerts(true); // a shop's key may be made by a test
        options.setExperimentalOption("prefs", preferences);
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

    /** Makes it a new shopper: no cookies, an ordinary window, English, light. Forgets what the console said. */
    void startAfresh() {
        driver.get("about:blank");
        command("Network.clearBrowserCookies", Map.of());
        command("Emulation.clearDeviceMetricsOverride", Map.of());
        command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        language("en");
        complaints();
    }

    // --- what the shopper does

    void open(URI address) {
        driver.get(address.toString());
    }

    void reload() {
        driver.navigate().refresh();
    }

    void add() {
        find("add-button").click();
    }

    void remove() {
        find("remove-button").click();
    }

    void click(String id) {
        find(id).click();
    }

    /** Goes where a link with these words leads. */
    void follow(String words) {
        driver.findElement(By.linkText(words)).click();
    }

    /** Types a number into a field, in place of what is there. */
    void type(String id, int number) {
        find(id).sendKeys(Keys.chord(Keys.CONTROL, "a"), String.valueOf(number));
    }

    void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    // --- tabs

    /** Opens another tab and goes there. Returns its name. */
    String openTab(URI address) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(address);
        return driver.getWindowHandle();
    }

    /** All tabs, as far as they live. */
    Set<String> tabs() {
        return driver.getWindowHandles();
    }

    /** From now on it is about this tab. */
    void look(String tab) {
        driver.switchTo().window(tab);
    }

    void closeTab(String tab) {
        look(tab);
        driver.close();
    }

    /** Closes all tabs but one. */
    void closeOtherTabs() {
        List<String> tabs = List.copyOf(tabs());
        tabs.subList(1, tabs.size()).forEach(this::closeTab);
        look(tabs.get(0));
    }

    /** Kills the program that shows this tab, so that its page cannot say goodbye. */
    void crashTab(String tab) {
        look(tab);
        try {
            command("Page.crash", Map.of());
        } catch (WebDriverException itIsGone) {
            // as it should
        }
    }

    void offline(boolean offline) {
        command(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    // --- what the shopper sees

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    String text(String id) {
        return find(id).getText();
    }

    String count() {
        return text("count");
    }

    /** The count and the words around it: {@code 9 left}. */
    String stock() {
        return stock("");
    }

    /** The same of one item of many. */
    String stock(String at) {
        return text("stock" + at).replaceAll("\\s+", " ");
    }

    /** The sentence above the button. */
    String note() {
        return text("note");
    }

    boolean inCart() {
        return find("remove-button").isDisplayed();
    }

    boolean canAdd() {
        return find("add-button").isDisplayed() && find("add-button").isEnabled();
    }

    boolean shows(String id) {
        return find(id).isDisplayed();
    }

    boolean enabled(String id) {
        return find(id).isEnabled();
    }

    /** What stands in a field. */
    String field(String id) {
        return find(id).getDomProperty("value");
    }

    /** The lines of the cart, each with what it is and how many: {@code P × 2}. */
    List<String> lines() {
        return driver.findElements(By.cssSelector("#lines li")).stream()
                .map(line -> line.findElement(By.tagName("a")).getText() + " "
                        + line.findElement(By.className("times")).getText())
                .toList();
    }

    /** How the page stands with the shop: {@code live} or {@code away}. */
    String state() {
        return driver.findElement(By.tagName("main")).getDomAttribute("data-state");
    }

    String focused() {
        return driver.switchTo().activeElement().getDomAttribute("id");
    }

    String session() {
        return find("session").getDomAttribute("value");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** What the console had to say since it was asked last, but for mere information. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    // --- what the shopper looks through

    void window(int width, int height, double dotsPerPixel) {
        screen(width, height, dotsPerPixel, /* phone= */ false);
    }

    void phone(int width, int height) {
        screen(width, height, 2, /* phone= */ true);
    }

    void dark() {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** @param accepted as in its own settings, the best first: {@code zh-CN,zh,en} */
    void language(String accepted) {
        String agent = (String) script("return navigator.userAgent");
        command("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", accepted));
    }

    /** Keeps what is on the screen, once nothing moves on it any more, and returns the file. */
    Path screenshot(String name) throws IOException {
        await().until(() -> script("return document.getAnimations().length"), Long.valueOf(0)::equals);
        Files.createDirectories(SCREENSHOTS);
        return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        await().ignoreExceptions().until(this::deleteProfile); // its last processes may still be writing
    }

    private boolean deleteProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return true;
    }

    private WebElement find(String id) {
        return driver.findElement(By.id(id));
    }

    private void screen(int width, int height, double dotsPerPixel, boolean phone) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", dotsPerPixel, "mobile", phone));
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }
}
