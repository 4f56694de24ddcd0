package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneDefaults;
import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.destination.yaml.Placeholders;
import io.wotnotrelay.destination.yaml.YamlMistake;
import io.wotnotrelay.destination.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything that can be said of a destination file without starting it. Not for several threads at once. */
final class FileCheck {
    private final DestinationContexts contexts;
    private final KameletDefinitions kamelets;
    private final Properties properties;
    private final CamelContext context;

    /** @param context knows the components and languages; nothing is loaded into it */
    FileCheck(DestinationContexts contexts, KameletDefinitions kamelets, Properties properties, CamelContext context) {
        this.contexts = contexts;
        this.kamelets = kamelets;
        this.properties = properties;
        this.context = context;
    }

    Checked check(Path file, Redaction redaction) {
        Findings findings = new Findings(file, redaction);
        try {
            byte[] yaml = FileText.read(file);
            findings.in(yaml);
            Node root = YamlTree.read(yaml);
            return check(file, yaml, root, findings, redaction);
        } catch (YamlMistake e) {
            findings.error(e.place(), e.getMessage());
        } catch (IOException e) {
            findings.error(Place.FILE, e.getMessage());
        } catch (StackOverflowError e) {
            findings.error(Place.FILE, "It is nested too deeply to be a destination.");
        }
        return new Checked(
                file, new YamlRoutes(file, new byte[0]), findings.list(), List.of(), LaneDefaults.NONE, Map.of());
    }

    private Checked check(Path file, byte[] yaml, Node root, Findings findings, Redaction redaction) {
        boolean pipe = Nodes.textAt(root, "kind").filter("Pipe"::equals).isPresent();
        SchemaCheck.check(root, pipe || RoutesFolder.isPipe(file) ? FileSchema.PIPE : DslSchema.schema(), findings);
        Placeholders placeholders = contexts.placeholders(redaction);
        WotnotCheck wotnot = new WotnotCheck(new KameletDefaults(kamelets, findings).in(root), placeholders, findings);
        new PlaceholderCheck(placeholders, findings).check(root);
        new DynamicUriCheck(findings).check(root);
        EmptySteps.check(root, findings);
        new ExpressionCheck(context, kamelets, findings).check(root);
        endpoints(root, wotnot, findings);
        if (wotnot.names().isEmpty() && !findings.broken()) {
            findings.error(Place.FILE, "No route begins with wotnot:, so it would get no events.");
        }
        Map<String, Place> names = new HashMap<>();
        wotnot.names().forEach((name, use) -> names.put(name, use.place()));
        return new Checked(
                file,
                new YamlRoutes(file, yaml),
                findings.list(),
                findings.broken() ? List.of() : wotnot.lanes(),
                wotnot.defaults(),
                names);
    }

    private void endpoints(Node root, WotnotCheck wotnot, Findings findings) {
        KameletCheck kamelet = new KameletCheck(kamelets, properties, findings);
        EndpointCheck endpoint = new EndpointCheck(context, findings);
        SecretCheck secrets = new SecretCheck(kamelet, findings);
        List<EndpointUse> uses = EndpointUses.in(root);
        DirectCheck.check(uses, findings);
        for (EndpointUse use : uses) {
            switch (use.scheme()) {
                case "wotnot" -> wotnot.check(use);
                case "kamelet" -> kamelet.check(use);
                default -> endpoint.check(use);
            }
            secrets.check(use);
        }
    }
}
