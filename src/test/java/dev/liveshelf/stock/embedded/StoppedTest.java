package dev.liveshelf.stock.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileOutputStream;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a store has stopped, in words. */
class StoppedTest {

    @Test
    void aFullDiskIsNamed() {
        Throwable full = catchThrowable(() -> {
            try (FileOutputStream out = new FileOutputStream("/dev/full")) { // says what a full disk says
                out.write(1);
            }
        });

        assertThat(Explain.stopped(DataUtils.newMVStoreException(2, "Writing failed", full)))
                .startsWith("The disk is full")
                .contains("make room");
    }

    @ParameterizedTest
    @CsvSource({
        "There is not enough space on the disk, The disk is full",
        "Disk quota exceeded, The disk is full",
        "Read-only file system, The disk has become read-only",
        "Too many open files, No file handle was left",
        "Input/output error, The disk fails"
    })
    void whatTheSystemSaysIsSaidInPlainWords(String said, String plain) {
        assertThat(Explain.stopped(new IllegalStateException("x", new java.io.IOException(said))))
                .startsWith(plain);
    }

    @Test
    void forWhatNobodyForesawThereAreNoWords() {
        assertThat(Explain.stopped(new IllegalStateException("something else"))).isNull();
    }
}
