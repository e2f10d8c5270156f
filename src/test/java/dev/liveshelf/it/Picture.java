package dev.liveshelf.it;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Screenshots as windows side by side, on a quiet ground. */
final class Picture {
    private static final Color GROUND = new Color(0xdfe4e1);
    private static final Color BAR = new Color(0xfbfcfb);
    private static final Color DOT = new Color(0xc5cec8);
    private static final Color SHADOW = new Color(19, 32, 26, 3);

    private final int unit;

    private Picture(int unit) {
        this.unit = unit;
    }

    /** @param dotsPerPixel of the screenshots */
    static void sideBySide(List<Path> screenshots, int dotsPerPixel, Path picture) throws IOException {
        Picture frame = new Picture(8 * dotsPerPixel);
        List<BufferedImage> windows = new ArrayList<>();
        for (Path screenshot : screenshots) {
            windows.add(frame.window(ImageIO.read(screenshot.toFile())));
        }
        ImageIO.write(frame.onGround(windows), "png", picture.toFile());
    }

    private BufferedImage window(BufferedImage page) {
        int bar = 5 * unit;
        BufferedImage window = image(page.getWidth(), page.getHeight() + bar);
        Graphics2D pen = pen(window);
        pen.setColor(BAR);
        pen.fillRect(0, 0, window.getWidth(), bar);
        pen.setColor(DOT);
        for (int i = 0; i < 3; i++) {
            pen.fill(new Ellipse2D.Double(2.25 * unit * (i + 1), 1.75 * unit, 1.5 * unit, 1.5 * unit));
        }
        pen.drawImage(page, 0, bar, null);
        pen.dispose();
        return window;
    }

    private BufferedImage onGround(List<BufferedImage> windows) {
        int margin = 5 * unit;
        int width =
                windows.stream().mapToInt(window -> window.getWidth() + margin).sum() + margin;
        int height = windows.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow() + 2 * margin;
        BufferedImage picture = image(width, height);
        Graphics2D pen = pen(picture);
        pen.setColor(GROUND);
        pen.fillRect(0, 0, width, height);
        int x = margin;
        for (BufferedImage window : windows) {
            Rectangle2D place = new Rectangle2D.Double(x, margin, window.getWidth(), window.getHeight());
            pen.setColor(SHADOW);
            for (double spread = 2 * unit; spread > 0; spread -= unit / 3.0) {
                pen.fill(rounded(place, spread));
            }
            pen.setPaint(new TexturePaint(window, place));
            pen.fill(rounded(place, 0));
            x += window.getWidth() + margin;
        }
        pen.dispose();
        return picture;
    }

    private RoundRectangle2D rounded(Rectangle2D place, double spread) {
        double corner = 3 * unit + 2 * spread;
        return new RoundRectangle2D.Double(
                place.getX() - spread,
                place.getY() - spread / 2, // the light comes from above
                place.getWidth() + 2 * spread,
                place.getHeight() + 2 * spread,
                corner,
                corner);
    }

    private static BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return pen;
    }
}
