package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture that the README shows, of one browser only. */
class PictureIT extends TwoShoppers {

    @Test
    void twoWindowsSideBySide() throws Exception {
        int dotsPerPixel = 2;
        ann.window(560, 800, dotsPerPixel);
        bob.window(560, 800, dotsPerPixel);
        openForBoth("items", "P=10");
        ann.add();
        eventually(() -> assertThat(bob.count()).isEqualTo("9"));
        eventually(() -> assertThat(ann.count()).isEqualTo("9"));

        Path left = ann.screenshot("window-left");
        Path right = bob.screenshot("window-right");
        Picture.sideBySide(List.of(left, right), dotsPerPixel, left.resolveSibling("two-windows.png"));
    }
}
