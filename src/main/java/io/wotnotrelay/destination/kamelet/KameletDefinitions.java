package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.YamlMistake;
import io.wotnotrelay.destination.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** The Kamelets there are, by their own definitions: {@code <name>.kamelet.yaml} in {@code kamelets/} of the classpath. */
public final class KameletDefinitions {
    private static final String FOLDER = "kamelets";
    private static final String SUFFIX = ".kamelet.yaml";

    private final ClassLoader classes;
    private final Path own;
    private final Map<String, Optional<Definition>> known = new ConcurrentHashMap<>();

    /** Those of the class path only. */
    public KameletDefinitions(ClassLoader classes) {
        this(classes, null);
    }

    /** @param own the folder of people's own; one of the class path wins over one of the same name */
    public KameletDefinitions(ClassLoader classes, Path own) {
        this.classes = classes;
        this.own = own;
    }

    /** Where Camel's own component is to look for them, in this order. */
    String location() {
        return own == null ? "classpath:" + FOLDER : "classpath:" + FOLDER + ",file:" + own;
    }

    /** Whether the class path has one of this name. */
    public static boolean isShipped(String name) {
        return KameletDefinitions.class.getClassLoader().getResource(FOLDER + "/" + name + SUFFIX) != null;
    }

    /**
     * @param name the Kamelet's
     * @param title for people; its name where it has none
     * @param description the first paragraph of it, in one line
     * @param parameters what it takes, by name
     * @param required the names that must be given
     * @param annotations of its metadata
     * @param own whether it is one of this project's, whose texts are templates over the event
     */
    public record Definition(
            String name,
            String title,
            String description,
            Map<String, Parameter> parameters,
            Set<String> required,
            Map<String, String> annotations,
            boolean own) {}

    /**
     * @param title for people; empty where it has none
     * @param description in one line; empty where there is none
     * @param example of a value, as it would be written; null where there is none, or one of several parts
     * @param type of JSON schema, {@code string} where none is given
     * @param secret whether its value must not be shown
     * @param choices the values it may have; empty for any
     */
    public record Parameter(
            String title,
            String description,
            String example,
            String type,
            boolean secret,
            boolean hasDefault,
            List<String> choices) {}

    /** The definition of this name, if there is one and it can be read. */
    public Optional<Definition> find(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            return Optional.empty();
        }
        // people's own are looked at each time, for they change
        return known.computeIfAbsent(name, this::read).or(() -> readOwn(name));
    }

    private Optional<Definition> readOwn(String name) {
        Path file = own == null ? null : own.resolve(name + SUFFIX);
        try {
            return file == null || !Files.isRegularFile(file)
                    ? Optional.empty()
                    : Optional.of(definition(name, Files.readAllBytes(file)));
        } catch (IOException | YamlMistake e) {
            return Optional.empty();
        }
    }

    private Optional<Definition> read(String name) {
        try (InputStream in = classes.getResourceAsStream(FOLDER + "/" + name + SUFFIX)) {
            return in == null ? Optional.empty() : Optional.of(definition(name, in.readAllBytes()));
        } catch (IOException | YamlMistake e) {
            return Optional.empty();
        }
    }

    private static Definition definition(String name, byte[] bytes) throws YamlMistake {
        Node root = YamlTree.read(bytes);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        fieldsAt(root, "spec", "definition", "properties").forEach((key, node) -> parameters.put(key, parameter(node)));
        Set<String> required = Nodes.at(root, "spec", "definition", "required").stream()
                .flatMap(node -> Nodes.items(node).stream())
                .flatMap(node -> Nodes.text(node).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, String> annotations = new LinkedHashMap<>();
        fieldsAt(root, "metadata", "annotations")
                .forEach((key, node) -> Nodes.text(node).ifPresent(text -> annotations.put(key, text)));
        boolean own = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).contains("#class:io.wotnotrelay.");
        return new Definition(
                name,
                Nodes.textAt(root, "spec", "definition", "title").orElse(name),
                line(Nodes.textAt(root, "spec", "definition", "description")),
                Collections.unmodifiableMap(parameters),
                Collections.unmodifiableSet(required),
                Collections.unmodifiableMap(annotations),
                own);
    }

    private static Parameter parameter(Node node) {
        String format = Nodes.textAt(node, "format").orElse("");
        String descriptors = Nodes.at(node, "x-descriptors")
                .map(d -> Nodes.json(d).toString())
                .orElse("");
        List<String> choices = Nodes.at(node, "enum").map(Nodes::items).orElse(List.of()).stream()
                .flatMap(item -> Nodes.text(item).stream())
                .toList();
        return new Parameter(
                Nodes.textAt(node, "title").orElse(""),
                line(Nodes.textAt(node, "description")),
                Nodes.textAt(node, "example").orElse(null),
                Nodes.textAt(node, "type").orElse("string"),
                format.equals("password") || descriptors.contains("password"),
                Nodes.at(node, "default").isPresent(),
                choices);
    }

    private static String line(Optional<String> text) {
        return text.orElse("").strip().replaceFirst("(?s)\\R\\s*\\R.*", "").replaceAll("\\s+", " ");
    }

    private static Map<String, Node> fieldsAt(Node root, String... keys) {
        return Nodes.at(root, keys).map(Nodes::fields).orElse(Map.of());
    }

    /** The names of all Kamelets. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        try {
            if (own != null) {
                names.addAll(names(own));
            }
            for (URL folder : Collections.list(classes.getResources(FOLDER))) {
                names.addAll(names(folder.toURI()));
            }
        } catch (IOException | URISyntaxException e) {
            // Only suggestions are made of these names.
            return names;
        }
        return names;
    }

    private static List<String> names(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return names(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return names(jar.getPath(FOLDER));
        } catch (FileSystemAlreadyExistsException e) {
            return names(FileSystems.getFileSystem(folder).getPath(FOLDER));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(SUFFIX))
                    .map(f -> f.substring(0, f.length() - SUFFIX.length()))
                    .toList();
        }
    }
}
