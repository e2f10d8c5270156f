package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shop logs, and what it never does. */
class LogTest {

    private static final String SESSION = "a-session-nobody-may-read";
    private static final String TOKEN = "a-token-nobody-may-read";
    private static final String FORM = "event=\\w+( [\\w.]+=([^\\s\"=]+|\"([^\"\\\\]|\\\\.)*\"))*";

    @TempDir
    Path data;

    @Test
    void noRequestIsLoggedNorAnySecretAndAllLinesHaveOneForm() throws Exception {
        try (LogLines log = new LogLines()) {
            try (RunningShop shop = new RunningShop(data, "token", TOKEN, "items", "P=3")) {
                String[] operator = {"Authorization", "Bearer " + TOKEN};
                shop.add(SESSION);
                shop.get("status?item=P&wait=0&session=" + SESSION);
                shop.get("", "Cookie", "liveshelf_session=" + SESSION);
                shop.cart(Map.of("session", SESSION, "action", "add", "quantity", "9"));
                shop.cart(Map.of("session", SESSION, "action", SESSION));
                shop.cart(Map.of("session", SESSION + "\r\n", "action", "add"));
                shop.get("cart?session=" + SESSION + "%00");
                shop.get(SESSION + "/../" + TOKEN);
                shop.post("shop/checkout", "{\"session\":\"" + SESSION + "\",\"order\":\"A\"}", operator);
                shop.post("shop/checkout", "{\"session\":\"" + SESSION, operator);
                shop.get("shop/items", "Authorization", "Bearer " + TOKEN + "x");
                assertThat(shop.get("metrics", operator).statusCode()).isEqualTo(200);
            }

            assertThat(log.lines()).allSatisfy(line -> assertThat(line.text()).matches(FORM));
            assertThat(log.lines().toString()).doesNotContain(SESSION, TOKEN);
            List<String> told = log.lines().stream()
                    .filter(line -> line.level().intValue() >= Level.INFO.intValue())
                    .map(LogLines.LogLine::text)
                    .toList();
            assertThat(told).hasSize(2);
            assertThat(told.get(0)).startsWith("event=open engine=embedded version=");
            assertThat(told.get(1)).isEqualTo("event=closed");
        }
    }
}
