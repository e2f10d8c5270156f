package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same refusal in the words of several versions. */
class ExplainTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READONLY You can't write against a read only replica. script: 87ab, on @user_script:34.|Redis is a replica, or is becoming one",
                "ERR Error running script (call to f_60): @user_script:1: @user_script: 1: -READONLY You can't write against a read only replica.|Redis is a replica, or is becoming one",
                "ERR Error running script (call to f_60): @user_script:1: @user_script: 1: -OOM command not allowed when used memory > 'maxmemory'.|Redis has no memory left; see its maxmemory",
                "MISCONF Redis is configured to save RDB snapshots|Redis cannot write to its disk; see its log",
                "BUSY Redis is busy running a script.|Redis is busy with somebody's script; see SCRIPT KILL",
                "ERR Error running script (call to f_60): @user_script:9: Script killed by user with SCRIPT KILL...|Somebody has ended what Redis did for us; nothing was changed",
                "ERR something new|Redis refuses; see the log"
            })
    void whatRedisSaysIsSaidInPlainWords(String said, String plain) {
        assertThat(Explain.away(new RedisCommandExecutionException(said))).isEqualTo(plain);
        assertThat(Explain.isOfAnother(new RedisCommandExecutionException(said)))
                .isEqualTo(plain.contains("replica"));
    }
}
