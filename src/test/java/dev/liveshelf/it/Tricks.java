package dev.liveshelf.it;

import java.util.List;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What a test asks of a browser and no standard has a word for: each make has its own way. */
interface Tricks {
    RemoteWebDriver driver();

    /** Makes it a new shopper's: no cookies, an ordinary window, light. */
    void startAfresh();

    void dark();

    /**
     * Says what language its shopper reads.
     *
     * @param accepted as in its own settings, the best first: {@code zh-CN,zh,en}
     */
    void language(String accepted);

    /** Gives the page this much room. */
    void screen(int width, int height, double dotsPerPixel, boolean phone);

    /** Kills the program that shows this tab. What comes back from it is no answer. */
    void crash();

    /** What the console had to say since it was asked last, but for mere information. */
    List<String> complaints();

    /** Ends the browser. */
    void quit();
}
