package dev.liveshelf;

import static dev.liveshelf.RunningShop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.redis.RedisServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on Redis, and the dashboard, which is for both engines. */
class RedisEyesTest {

    private static final String[] OPERATOR = {"Authorization", "Bearer secret"};
    private static final Pattern NAME = Pattern.compile("liveshelf_\\w+");

    @TempDir
    Path home;

    private RedisServer redis;
    private RunningShop shop;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(home.resolve("redis"));
        shop = new RunningShop(home.resolve("data"), "redis", redis.uri(), "token", "secret");
    }

    @AfterEach
    void close() {
        shop.close();
        redis.close();
    }

    @Test
    void aRedisThatIsAwayIsSaidInWordsUntilItIsBack() throws Exception {
        try (LogLines log = new LogLines()) {
            assertThat(Metrics.of(shop, OPERATOR).value("liveshelf_redis_primaries_connected"))
                    .isEqualTo(1);
            redis.kill();
            await().until(() -> shop.get("health").statusCode() == 503);
            HttpResponse<String> health = shop.get("health");
            assertThat(json(health).getJsonArray("trouble").toString()).contains("Redis is away");
            assertThat(health.body()).doesNotContain("127.0.0.1");
            await().untilAsserted(() -> {
                Metrics metrics = Metrics.of(shop, OPERATOR);
                assertThat(metrics.value("liveshelf_redis_primaries")).isEqualTo(1);
                assertThat(metrics.value("liveshelf_redis_primaries_connected")).isZero();
                assertThat(metrics.value("liveshelf_engine_up")).isZero();
                assertThat(metrics.value("liveshelf_troubles")).isEqualTo(1);
            });

            redis.start();

            await().until(() -> shop.get("health").statusCode() == 200);
            await().untilAsserted(() -> {
                assertThat(json(shop.get("health")).getJsonArray("trouble")).isEmpty();
                assertThat(log.of("trouble_ended")).hasSize(1);
            });
            assertThat(log.of("trouble_begins")).hasSize(1);
        }
    }

    @Test
    void changesAreCountedAndHowHoldsEnd() throws Exception {
        shop.add("ann");
        shop.remove("ann");
        shop.add("ann");
        shop.post("shop/checkout", "{\"session\":\"ann\",\"order\":\"A\"}", OPERATOR);

        Metrics metrics = Metrics.of(shop, OPERATOR);
        assertThat(metrics.value("liveshelf_changes_total", "verb=\"commit\"", "outcome=\"done\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_hold_age_seconds_count", "end=\"released\""))
                .isEqualTo(1);
        assertThat(metrics.value("liveshelf_hold_age_seconds_count", "end=\"committed\""))
                .isEqualTo(1);
    }

    @Test
    void theDashboardAsksForMetricsThatExistAndAllAreExplained() throws Exception {
        Metrics here = Metrics.of(shop, OPERATOR);
        Set<String> names = new HashSet<>(here.names());
        shop.get("nowhere"); // a refusal
        names.addAll(Metrics.of(shop, OPERATOR).names());
        try (RunningShop embedded = new RunningShop(home.resolve("embedded"), "token", "secret")) {
            Metrics there = Metrics.of(embedded, OPERATOR);
            names.addAll(there.names());
            assertThat(there.families("HELP")).isEqualTo(there.families("TYPE"));
        }

        Set<String> asked = asked(dashboard());

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(names).containsAll(asked);
        assertThat(names).allMatch(name -> name.startsWith("liveshelf_"));
        assertThat(here.families("HELP")).isEqualTo(here.families("TYPE"));
    }

    private static JsonObject dashboard() throws Exception {
        try (var reader = Json.createReader(Files.newBufferedReader(Path.of("src/deploy/grafana.json")))) {
            return reader.readObject();
        }
    }

    /** Returns the names in all queries, wherever they stand. */
    private static Set<String> asked(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.stream().flatMap(each -> asked(each).stream()).collect(Collectors.toSet());
        }
        Set<String> asked = new HashSet<>();
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                if (member.getValue() instanceof JsonString text) {
                    asked.addAll(NAME.matcher(text.getString())
                            .results()
                            .map(MatchResult::group)
                            .toList());
                } else {
                    asked.addAll(asked(member.getValue()));
                }
            }
        }
        return asked;
    }
}
