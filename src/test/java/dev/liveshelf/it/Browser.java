package dev.liveshelf.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** One shopper: a headless browser with a profile of its own. Closing ends it and deletes the profile. */
final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Path profile;
    private final Tricks tricks;
    private final RemoteWebDriver driver;
    private final Path screenshots;

    private Browser(Make make, boolean scripts) throws IOException {
        profile = Files.createTempDirectory("shopper-");
        tricks = make.open(profile, scripts);
        driver = tricks.driver();
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        screenshots = make == Make.CHROMIUM
                ? SCREENSHOTS
                : SCREENSHOTS.resolve(make.name().toLowerCase(Locale.ROOT));
    }

    static Browser open(Make make) throws IOException {
        return new Browser(make, /* scripts= */ true);
    }

    static Browser withoutJavaScript(Make make) throws IOException {
        return new Browser(make, /* scripts= */ false);
    }

    /** Makes it a new shopper: no cookies, an ordinary window, English, light. Forgets what the console said. */
    void startAfresh() {
        driver.get("about:blank");
        tricks.startAfresh();
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
        write(id, String.valueOf(number));
    }

    /** Types a text into a field, in place of what is there. */
    void write(String id, String text) {
        find(id).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
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

    String tab() {
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

    /** Closes all tabs but a new one; also what is left of one that has crashed. */
    void closeTabs() {
        List<String> tabs = List.copyOf(tabs());
        look(tabs.get(tabs.size() - 1));
        driver.switchTo().newWindow(WindowType.TAB);
        String fresh = tab();
        for (String tab : tabs) {
            try {
                closeTab(tab);
            } catch (WebDriverException itHasCrashed) {
                // nothing of it is left to close
            }
        }
        look(fresh);
    }

    /** Kills the program that shows this tab, so that its page cannot say goodbye. */
    void crashTab(String tab) {
        look(tab);
        try {
            tricks.crash();
        } catch (WebDriverException itIsGone) {
            // as it should
        }
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

    /** Runs a script that may await, and returns what it returns. */
    Object later(String script) {
        return driver.executeAsyncScript(
                "(async () => {" + script + "})().then(arguments[0], (failure) => arguments[0](String(failure)))");
    }

    /** What the console had to say since it was asked last, but for mere information. */
    List<String> complaints() {
        return tricks.complaints();
    }

    // --- what the shopper looks through

    void window(int width, int height, double dotsPerPixel) {
        tricks.screen(width, height, dotsPerPixel, /* phone= */ false);
    }

    void phone(int width, int height) {
        tricks.screen(width, height, 2, /* phone= */ true);
    }

    void dark() {
        tricks.dark();
    }

    /** @param accepted as in its own settings, the best first: {@code zh-CN,zh,en} */
    void language(String accepted) {
        tricks.language(accepted);
    }

    /** Keeps what is on the screen, once nothing moves on it any more, and returns the file. */
    Path screenshot(String name) throws IOException {
        await().until(() -> script("return document.getAnimations().length"), Long.valueOf(0)::equals);
        Files.createDirectories(screenshots);
        return Files.write(screenshots.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() throws IOException {
        tricks.quit();
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
}
