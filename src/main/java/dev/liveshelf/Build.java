package dev.liveshelf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which program this is: Maven writes it down. */
final class Build {

    private Build() {}

    static String version() {
        Properties build = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return build.getProperty("version");
    }
}
