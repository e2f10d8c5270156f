package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the WAR is listed in it (CycloneDX), and its licences are in a list for people. */
class ShippedIT {
    private static final Path LIST = Path.of("src/docs/licences.md");

    @Test
    void everyLibraryIsInTheBillOfMaterialsAndItsLicenceInTheList() throws IOException {
        try (ZipFile war = new ZipFile(ShopProcess.war().toFile())) {
            List<JsonObject> parts = parts(war);
            SortedSet<String> licences = new TreeSet<>();
            List<String> libraries = libraries(war);
            for (String library : libraries) {
                JsonObject part = parts.stream()
                        .filter(one ->
                                (one.getString("name") + "-" + one.getString("version") + ".jar").equals(library))
                        .findAny()
                        .orElseThrow(() -> new AssertionError(library + " is in no bill of materials"));
                assertThat(part.getJsonArray("hashes")).as(library).isNotEmpty();
                licences.add("| " + part.getString("name") + " | " + licence(part) + " |");
            }
            assertThat(libraries).hasSizeGreaterThan(20);
            assertThat(Files.readString(LIST))
                    .as("the table of " + LIST)
                    .endsWith("| library | licence |\n|---|---|\n" + String.join("\n", licences) + "\n");
        }
    }

    private static List<String> libraries(ZipFile war) {
        List<String> libraries = new ArrayList<>();
        war.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".jar"))
                .forEach(name -> libraries.add(name.substring(name.lastIndexOf('/') + 1)));
        return libraries;
    }

    private static List<JsonObject> parts(ZipFile war) throws IOException {
        ZipEntry entry = war.getEntry("WEB-INF/classes/META-INF/sbom/liveshelf.cdx.json");
        Needs.that(entry != null, "needs a WAR that was not built offline");
        try (JsonReader reader = Json.createReader(war.getInputStream(entry))) {
            JsonObject bill = reader.readObject();
            assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
            return bill.getJsonArray("components").getValuesAs(JsonObject.class);
        }
    }

    private static String licence(JsonObject part) {
        JsonArray licences = part.getJsonArray("licenses");
        assertThat(licences).as(part.getString("name")).isNotEmpty();
        return licences.getValuesAs(JsonObject.class).stream()
                .map(one -> one.containsKey("expression") ? one : one.getJsonObject("license"))
                .map(one -> one.getString("id", one.getString("expression", one.getString("name", ""))))
                .collect(Collectors.joining(" or "));
    }
}
