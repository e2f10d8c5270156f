package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scanner for weaknesses of web applications goes over all pages, and has nothing new to say. */
@Tag("soak")
class WapitiIT {

    /** Two headers that a policy has replaced; and what belongs to TLS, by which we are not called here. */
    private static final Set<String> KNOWN = Set.of(
            "X-Frame-Options is not set",
            "X-XSS-Protection is not set",
            "Strict-Transport-Security is not set",
            "Secure flag is not set in the cookie : liveshelf_session");

    @TempDir
    private Path home;

    @Test
    void wapitiFindsNothingThatIsNotKnown() throws Exception {
        Needs.command("wapiti");
        Path report = home.resolve("report.json");
        try (ShopProcess shop = ShopProcess.start(home, "items=P=10,Q=5", "wait=100ms")) {
            List<String> command =
                    new ArrayList<>(List.of("wapiti", "-u", shop.address().toString()));
            command.addAll(List.of("-s", shop.address() + "demo/", "-s", shop.address() + "?item=P&item=Q"));
            command.addAll(List.of("-s", shop.address() + "status?item=P&wait=0", "-s", shop.address() + "cart"));
            command.addAll(List.of("--scope", "domain", "--flush-session", "--no-bugreport", "--store-session"));
            command.addAll(List.of(home.resolve("session").toString(), "--max-scan-time", "240"));
            command.addAll(List.of("-f", "json", "-o", report.toString(), "-v", "0"));
            try (Program wapiti = Program.start(command, Map.of("HOME", home.toString()))) {
                wapiti.await(Pattern.compile("A report has been generated"));
                wapiti.exitCode();
                assertThat(report).as(wapiti.toString()).exists();
            }
            Log.assertClean(shop.log());
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(report))) {
            JsonObject found = reader.readObject();
            for (String kind : List.of("vulnerabilities", "anomalies")) {
                found.getJsonObject(kind)
                        .forEach((name, findings) -> assertThat(
                                        findings.asJsonArray().getValuesAs(JsonObject.class))
                                .as(name)
                                .allSatisfy(finding ->
                                        assertThat(finding.getString("info")).isIn(KNOWN)));
            }
        }
    }
}
