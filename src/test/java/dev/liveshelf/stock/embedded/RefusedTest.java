package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a directory cannot be opened, in words. */
class RefusedTest {

    static Stream<Exception> whatTheSystemDoesNotLetUsDo() {
        return Stream.of(
                store(DataUtils.ERROR_READING_FAILED),
                store(DataUtils.ERROR_WRITING_FAILED),
                new FileNotFoundException("Permission denied"),
                new UncheckedIOException(new IOException("Input/output error")));
    }

    @ParameterizedTest
    @MethodSource("whatTheSystemDoesNotLetUsDo")
    void whatTheSystemDoesNotLetUsDoIsNoDamage(Exception cause) {
        assertThat(words(cause)).contains("cannot be written").contains("Let this user write there");
    }

    static Stream<Exception> whatIsNotWhole() {
        return Stream.of(
                store(DataUtils.ERROR_FILE_CORRUPT),
                store(DataUtils.ERROR_INTERNAL),
                new EOFException(),
                new UncheckedIOException(new EOFException()),
                new IllegalStateException("wrapped", new IndexOutOfBoundsException("what the store stumbled over")));
    }

    @ParameterizedTest
    @MethodSource("whatIsNotWhole")
    void whatIsNotWholeIsDamage(Exception cause) {
        assertThat(words(cause)).contains("damaged").contains("stock.mv is no whole store");
    }

    @Test
    void whatWeNoticeOurselvesIsSaidAsItIs() {
        assertThat(words(new IllegalStateException("x", new Damaged("the first item is missing"))))
                .contains("damaged")
                .contains("the first item is missing");
        assertThat(words(new IllegalStateException("it was written in format 9")))
                .contains("cannot be read: it was written in format 9");
    }

    @Test
    void aDirectoryInUseIsNamed() {
        assertThat(words(store(DataUtils.ERROR_FILE_LOCKED))).contains("/data is in use by another Liveshelf");
    }

    private static Exception store(int code) {
        return DataUtils.newMVStoreException(code, "said by the store");
    }

    private static String words(Exception cause) {
        return Explain.refusal(Path.of("/data"), cause).getMessage();
    }
}
