package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One shop for all tests of a class: opened for the first, and again for whichever comes after one that has stopped it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedShop {
    ShopProcess shop;
    private Path home;

    abstract ShopProcess start(Path home) throws IOException;

    @BeforeAll
    final void moveIn(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    final void openIfClosed() throws IOException {
        if (shop == null) {
            shop = start(home);
        }
    }

    /** The next test finds it open again. */
    final void stop() throws IOException {
        shop.stop();
        shop = null;
    }

    @AfterAll
    final void closeForGood() {
        if (shop != null) {
            shop.close();
        }
    }
}
