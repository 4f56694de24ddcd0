package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.Nearest;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.destination.yaml.YamlMistake;
import io.wotnotrelay.destination.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Whether a Kamelet of people's own, {@code routes/<name>.kamelet.yaml}, is one that destinations can use. */
final class KameletFileCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([A-Za-z][A-Za-z0-9_-]*)(?::[^{}]*)?}}");
    private static final Set<String> FUNCTIONS = Set.of("env", "file", "sys", "service");

    private final Path file;
    private final Properties properties;
    private final Findings findings;

    private KameletFileCheck(Path file, Properties properties, Findings findings) {
        this.file = file;
        this.properties = properties;
        this.findings = findings;
    }

    /** {@code properties}: which a template may name beside those the Kamelet declares. */
    static List<Finding> check(Path file, Properties properties, Redaction redaction) {
        Findings findings = new Findings(file, redaction);
        try {
            byte[] yaml = FileText.read(file);
            findings.in(yaml);
            new KameletFileCheck(file, properties, findings).check(YamlTree.read(yaml));
        } catch (YamlMistake e) {
            findings.error(e.place(), e.getMessage());
        } catch (IOException e) {
            findings.error(Place.FILE, e.getMessage());
        }
        return findings.list();
    }

    private void check(Node root) {
        SchemaCheck.check(root, FileSchema.KAMELET, findings);
        name(root);
        Nodes.at(root, "spec", "template").ifPresent(template -> {
            Nodes.at(template, "from")
                    .ifPresent(from -> SchemaCheck.check(alone("from", from), DslSchema.schema(), findings));
            Nodes.at(template, "route")
                    .ifPresent(route -> SchemaCheck.check(alone("route", route), DslSchema.schema(), findings));
            Set<String> declared = Nodes.at(root, "spec", "definition", "properties")
                    .map(Nodes::fields)
                    .orElse(java.util.Map.of())
                    .keySet();
            declared(template, declared);
        });
    }

    /** The file's name is what destinations write, so another name within it would only mislead. */
    private void name(Node root) {
        String wanted = RoutesFolder.kamelet(file);
        Nodes.at(root, "metadata", "name").ifPresent(node -> {
            String name = Nodes.text(node).orElse("");
            if (!name.equals(wanted)) {
                findings.error(
                        Place.of(node),
                        "The name '" + name + "' is not that of the file; write '" + wanted + "', or rename the file.");
            }
        });
        if (KameletDefinitions.isShipped(wanted)) {
            findings.error(
                    Place.FILE,
                    "The relay has a Kamelet '" + wanted + "' of its own, which destinations would get; give this one"
                            + " another name.");
        }
    }

    private void declared(Node node, Set<String> declared) {
        Nodes.items(node).forEach(item -> declared(item, declared));
        Nodes.fields(node).values().forEach(value -> declared(value, declared));
        Matcher placeholder = PLACEHOLDER.matcher(Nodes.text(node).orElse(""));
        while (placeholder.find()) {
            String name = placeholder.group(1);
            boolean known = declared.contains(name)
                    || FUNCTIONS.contains(name)
                    || properties.containsKey(name)
                    || name.equals("local-id");
            if (!known) {
                findings.error(
                        Place.of(node),
                        "The template takes {{" + name + "}}, which is none of the Kamelet's properties."
                                + Nearest.hint(name, declared));
            }
        }
    }

    /** As the one step of a file. */
    private static Node alone(String key, Node value) {
        ScalarNode name = new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN);
        MappingNode item = new MappingNode(Tag.MAP, List.of(new NodeTuple(name, value)), FlowStyle.BLOCK);
        return new SequenceNode(Tag.SEQ, List.of(item), FlowStyle.BLOCK);
    }
}
