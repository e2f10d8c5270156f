package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers that people drop the WAR into, as they come from their makers. */
enum Server {
    TOMCAT_10 {
        @Override
        Container start(Path base, String[] settings) throws IOException {
            return Tomcat.start(Needs.property("tomcat10.home", "Tomcat 10.1"), base, settings);
        }
    },
    TOMCAT_11 {
        @Override
        Container start(Path base, String[] settings) throws IOException {
            return Tomcat.start(Needs.property("tomcat11.home", "Tomcat 11"), base, settings);
        }
    },
    JETTY {
        @Override
        Container start(Path base, String[] settings) throws IOException {
            return JettyHome.start(Needs.property("jetty.home", "Jetty's distribution"), base, settings);
        }
    };

    /**
     * Starts one with the WAR in it.
     *
     * @param home everything of it goes below: its own files, and the data
     * @param settings such as {@code items=P=3}
     */
    Container with(Path home, String... settings) throws IOException {
        String data = "data=" + home.resolve("data");
        return start(
                home.resolve("base"),
                Stream.concat(Stream.of(data), Stream.of(settings)).toArray(String[]::new));
    }

    abstract Container start(Path base, String[] settings) throws IOException;
}
