package dev.liveshelf.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SheetTest {

    private final Object connection = new Object();
    private final byte[] body = "nine".getBytes(US_ASCII);
    private long now;
    private final Sheet sheet = new Sheet(() -> now);

    @Test
    void anAnswerThatWasExpectedCanBeCopiedAgainAndAgain() {
        sheet.expect(connection, body);

        assertThat(text(sheet.put(connection, part("head "), part("nine")))).isEqualTo("head nine");

        assertThat(text(sheet.copy(body))).isEqualTo("head nine");
        assertThat(text(sheet.copy(body))).isEqualTo("head nine");
    }

    @Test
    void noOtherBodyHasThatAnswer() {
        sheet.expect(connection, body);
        sheet.put(connection, part("head "), part("nine"));

        assertThat(sheet.copy(body.clone())).isNull();
    }

    @Test
    void whatNobodyExpectedIsNotCopied() {
        sheet.put(connection, part("head "), part("nine"));

        assertThat(sheet.copy(body)).isNull();
    }

    @Test
    void whatGoesOutOnAnotherConnectionIsNotTheAnswer() {
        sheet.expect(connection, body);
        sheet.put(new Object(), part("other head "), part("nine"));

        assertThat(sheet.copy(body)).isNull();
    }

    @Test
    void anotherAnswerIsNotTakenForIt() {
        sheet.expect(connection, body);
        sheet.put(connection, part("head "), part("sorry"));

        assertThat(sheet.copy(body)).isNull();
    }

    @Test
    void theEndOfAnAnswerIsNotTakenForIt() {
        sheet.expect(connection, body);
        sheet.put(connection, part("nine"));

        assertThat(sheet.copy(body)).isNull();
    }

    @Test
    void whatIsPutThereNextTakesItsPlace() {
        sheet.expect(connection, body);
        sheet.put(connection, part("head "), part("nine"));
        sheet.put(connection, part("head "), part("nine"));

        assertThat(sheet.copy(body)).isNull();
    }

    @Test
    void itsDateIsNeverFarFromTheTruth() {
        sheet.expect(connection, body);
        sheet.put(connection, part("head "), part("nine"));

        now = TimeUnit.MILLISECONDS.toNanos(100) - 1;
        assertThat(sheet.copy(body)).isNotNull();
        now++;
        assertThat(sheet.copy(body)).isNull();
    }

    private static ByteBuffer part(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static String text(ByteBuffer bytes) {
        return US_ASCII.decode(bytes).toString();
    }
}
