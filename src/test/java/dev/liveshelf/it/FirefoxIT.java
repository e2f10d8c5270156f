package dev.liveshelf.it;

/** All of {@link BrowserIT} again, in the other browser. */
class FirefoxIT extends BrowserIT {
    @Override
    Make make() {
        return Make.FIREFOX;
    }
}
