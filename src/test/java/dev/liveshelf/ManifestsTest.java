package dev.liveshelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The README's files for containers: they can be read, and what one part names, another part has. */
class ManifestsTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern ADDRESS = Pattern.compile("([\\w.-]+):6379");

    private final List<String> blocks = blocks();

    ManifestsTest() throws IOException {}

    @Test
    void theComposeFileNamesOnlyWhatItHas() {
        Map<String, ?> compose = map(read(blocks.get(0)).get(0));
        Map<String, ?> services = map(compose.get("services"));
        Map<String, ?> volumes = map(compose.get("volumes"));
        Set<String> redises = new HashSet<>();
        services.forEach((name, service) -> {
            if (name.startsWith("redis")) {
                redises.add((String) map(at(service, "networks", "default")).get("ipv4_address"));
                assertThat(at(service, "command").toString()).startsWith("redis-server --cluster-enabled yes");
                assertThat((List<?>) at(service, "volumes")).isEqualTo(List.of(name + ":/data"));
                assertThat(volumes.containsKey(name)).isTrue();
            }
        });
        assertThat(redises).hasSize(6);
        assertThat(addresses(at(services, "join", "command"))).containsExactlyInAnyOrderElementsOf(redises);
        Map<String, ?> settings = map(at(services, "shop", "environment"));
        assertKnown(settings.keySet());
        assertThat(redises).containsAll(addresses(settings.get("LIVESHELF_REDIS")));
        assertThat(at(services, "shop", "deploy", "replicas")).isEqualTo(3);
        services.values()
                .forEach(service -> assertThat(services.keySet().containsAll(dependencies(map(service))))
                        .isTrue());
        assertThat(at(compose, "configs", "haproxy", "content").toString())
                .contains("1-3 shop:8080")
                .contains("bind :8080");
    }

    @Test
    void theManifestForKubernetesNamesOnlyWhatItHas() {
        List<Map<String, ?>> all = read(blocks.get(1)).stream()
                .<Map<String, ?>>map(ManifestsTest::map)
                .toList();
        Set<Object> labels = new HashSet<>();
        for (Map<String, ?> one : all) {
            assertThat(one.keySet()).containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
            assertThat(at(one, "metadata", "name")).isNotNull();
            if (one.get("kind").equals("StatefulSet") || one.get("kind").equals("Deployment")) {
                Object label = at(one, "spec", "template", "metadata", "labels");
                assertThat(at(one, "spec", "selector", "matchLabels")).isEqualTo(label);
                labels.add(label);
            }
        }
        all.stream()
                .filter(one -> one.get("kind").equals("Service"))
                .forEach(service -> assertThat(labels).contains(at(service, "spec", "selector")));
        Map<String, ?> shop = named(all, "Deployment", "shop");
        assertThat(at(shop, "spec", "replicas")).isEqualTo(3);
        Map<String, ?> container = map(((List<?>) at(shop, "spec", "template", "spec", "containers")).get(0));
        List<?> settings = (List<?>) at(container, "env");
        settings.forEach(setting -> assertKnown(Set.of((String) at(setting, "name"))));
        assertThat(addresses(at(settings.get(0), "value")))
                .containsExactlyInAnyOrder("redis-0.redis", "redis-1.redis", "redis-2.redis");
        assertThat(at(named(all, "StatefulSet", "redis"), "spec", "serviceName"))
                .isEqualTo("redis");
        assertThat(at(named(all, "StatefulSet", "redis"), "spec", "replicas")).isEqualTo(6);
    }

    private static Map<String, ?> named(List<Map<String, ?>> all, String kind, String name) {
        return all.stream()
                .filter(one -> one.get("kind").equals(kind)
                        && at(one, "metadata", "name").equals(name))
                .findAny()
                .orElseThrow();
    }

    private static void assertKnown(Set<String> variables) {
        Set<String> known = new HashSet<>();
        Settings.read(name -> {
            known.add("LIVESHELF_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            return null;
        });
        assertThat(known).containsAll(variables);
    }

    private static Set<String> dependencies(Map<String, ?> service) {
        Object needed = service.get("depends_on");
        Set<String> names = new HashSet<>();
        if (needed instanceof List<?> list) {
            list.forEach(name -> names.add((String) name));
        } else if (needed != null) {
            names.addAll(map(needed).keySet());
        }
        return names;
    }

    private static Set<String> addresses(Object text) {
        return new HashSet<>(ADDRESS.matcher(text.toString())
                .results()
                .map(result -> result.group(1))
                .toList());
    }

    private static Object at(Object map, String... names) {
        Object value = map;
        for (String name : names) {
            value = map(value).get(name);
            assertThat(value).as(name).isNotNull();
        }
        return value;
    }

    @SuppressWarnings("unchecked") // so YAML's maps are
    private static Map<String, ?> map(Object value) {
        return (Map<String, ?>) value;
    }

    private static List<Object> read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(options)).loadAll(yaml).forEach(documents::add);
        return documents;
    }

    private static List<String> blocks() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        List<String> found = new ArrayList<>();
        while (block.find()) {
            found.add(block.group(1));
        }
        return found;
    }
}
