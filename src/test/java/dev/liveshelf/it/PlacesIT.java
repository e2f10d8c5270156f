package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The same WAR by itself, in Tomcat 10.1 and 11, and in Jetty's distribution. */
class PlacesIT {
    @Nested
    class ByItself extends Smoke {
        @Override
        Place open(Path home) throws IOException {
            return ShopProcess.start(home, ITEMS);
        }
    }

    @Nested
    class InTomcat10 extends Smoke {
        @Override
        Place open(Path home) throws IOException {
            return Server.TOMCAT_10.with(home, ITEMS);
        }
    }

    @Nested
    class InTomcat11 extends Smoke {
        @Override
        Place open(Path home) throws IOException {
            return Server.TOMCAT_11.with(home, ITEMS);
        }
    }

    @Nested
    class InJetty extends Smoke {
        @Override
        Place open(Path home) throws IOException {
            return Server.JETTY.with(home, ITEMS);
        }
    }
}
