package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers that people drop the WAR into. */
public enum Server {
    TOMCAT_10 {
        @Override
        Container start(Path base, boolean asAdvised, String[] settings) throws IOException {
            return Tomcat.start(Needs.property("tomcat10.home", "Tomcat 10.1"), base, asAdvised, settings);
        }
    },
    TOMCAT_11 {
        @Override
        Container start(Path base, boolean asAdvised, String[] settings) throws IOException {
            return Tomcat.start(Needs.property("tomcat11.home", "Tomcat 11"), base, asAdvised, settings);
        }
    },
    JETTY {
        @Override
        Container start(Path base, boolean asAdvised, String[] settings) throws IOException {
            return JettyHome.start(Needs.property("jetty.home", "Jetty's distribution"), base, asAdvised, settings);
        }
    };

    /**
     * Starts one with the WAR in it, configured by the files in {@code src/deploy}.
     *
     * @param home everything of it goes below: its own files, and the data
     * @param settings such as {@code items=P=3}
     */
    public Container with(Path home, String... settings) throws IOException {
        return start(home.resolve("base"), /* asAdvised= */ true, withData(home, settings));
    }

    /** The same, as it comes from its makers. */
    public Container asItComes(Path home, String... settings) throws IOException {
        return start(home.resolve("base"), /* asAdvised= */ false, withData(home, settings));
    }

    private static String[] withData(Path home, String[] settings) {
        String data = "data=" + home.resolve("data");
        return Stream.concat(Stream.of(data), Stream.of(settings)).toArray(String[]::new);
    }

    abstract Container start(Path base, boolean asAdvised, String[] settings) throws IOException;
}
