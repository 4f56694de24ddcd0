package io.wotnotrelay.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A Kamelet of this project, by its own description file.
 *
 * @param smallest the names of what its smallest example gives
 * @param lane what it names as defaults of {@code wotnot:}, by option
 * @param docs what its page says beside that
 */
public record Kamelet(
        String name,
        String description,
        List<Property> properties,
        List<String> smallest,
        Map<String, String> lane,
        String docs) {
    /** Where they lie. */
    public static final Path FOLDER = Path.of("src/main/resources/kamelets");

    private static final String SUFFIX = ".kamelet.yaml";
    private static final String ANNOTATION = "wotnotrelay.io/";

    /** What it takes; default and example are null where there is none. */
    public record Property(
            String name,
            String description,
            String type,
            boolean secret,
            boolean required,
            List<?> choices,
            Object standard,
            Object example) {}

    /** All of them, in the order of their names. */
    public static List<Kamelet> all() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<Kamelet> kamelets = new ArrayList<>();
        for (Path file : files) {
            kamelets.add(read(file));
        }
        return kamelets;
    }

    private static Kamelet read(Path file) throws IOException {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        Map<?, ?> metadata = map(map(root).get("metadata"));
        Map<?, ?> definition = map(map(map(root).get("spec")).get("definition"));
        List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();
        List<Property> properties = new ArrayList<>();
        map(definition.get("properties"))
                .forEach((name, property) -> properties.add(property(name.toString(), map(property), required)));
        Map<String, String> own = annotations(map(metadata.get("annotations")));
        String smallest = own.remove("docs.example");
        String docs = own.remove("docs");
        // no default of the lane's options
        own.remove("idempotent");
        return new Kamelet(
                metadata.get("name").toString(),
                definition.get("description").toString(),
                properties,
                List.of(smallest.split(", ")),
                own,
                docs);
    }

    private static Map<String, String> annotations(Map<?, ?> annotations) {
        Map<String, String> own = new TreeMap<>();
        annotations.forEach((key, value) -> {
            if (key.toString().startsWith(ANNOTATION)) {
                own.put(key.toString().substring(ANNOTATION.length()), value.toString());
            }
        });
        return own;
    }

    private static Property property(String name, Map<?, ?> property, List<?> required) {
        return new Property(
                name,
                String.valueOf(property.get("description")),
                String.valueOf(property.get("type")),
                "password".equals(property.get("format")),
                required.contains(name),
                property.get("enum") instanceof List<?> choices ? choices : List.of(),
                property.get("default"),
                property.get("example"));
    }

    private static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }

    /** The examples of these properties, as parameters of a step. */
    public Map<String, Object> examples(List<String> names) {
        Map<String, Object> examples = new LinkedHashMap<>();
        for (String name : names) {
            examples.put(name, property(name).example());
        }
        return examples;
    }

    private Property property(String name) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this.name + " has no property " + name));
    }

    @Override
    public String toString() {
        return name;
    }
}
