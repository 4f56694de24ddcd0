package io.wotnotrelay.docs;

import io.wotnotrelay.docs.Kamelet.Property;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The page of a sink in docs/sinks, made of the Kamelet's description. */
public record SinkPage(Kamelet kamelet) {
    /** Where the pages lie. */
    public static final Path FOLDER = Path.of("docs/sinks");

    /** What writes them. */
    public static final String COMMAND = "./mvnw -Pdocs test";

    Path file() {
        return FOLDER.resolve(kamelet.name() + ".md");
    }

    String text() {
        return "<!-- Made of " + Kamelet.FOLDER + "/" + kamelet.name() + ".kamelet.yaml. Change that file, then run "
                + COMMAND + " -->\n"
                + "# " + kamelet.name() + "\n\n"
                + kamelet.description().strip() + "\n\n"
                + "## The smallest example\n\n"
                + block(smallest())
                + "\nSave it as `routes/" + destination()
                + ".camel.yaml`. A relay that runs takes it within two seconds; `bin/relay check` says what is wrong with it."
                + " What `events` and the other options of `wotnot:` mean: [destinations](../destinations.md).\n\n"
                + "## Parameters\n\n" + parameters()
                + "\nDefaults for all uses are written in `application.properties` as `camel.kamelet." + kamelet.name()
                + ".<parameter>`.\n\n"
                + "## Defaults for the lane\n\n" + lane() + "\n"
                + kamelet.docs().strip() + "\n";
    }

    private String destination() {
        return kamelet.name().replaceFirst("-sink$", "");
    }

    private String smallest() {
        return """
                - route:
                    from:
                      uri: wotnot:%s
                      parameters: { events: message.form.response }
                      steps:
                        - to:
                            uri: kamelet:%s
                            parameters:
                """.formatted(destination(), kamelet.name())
                + yaml(kamelet.examples(kamelet.smallest())).indent(14);
    }

    private String parameters() {
        StringBuilder table = new StringBuilder("| parameter | default | | example |\n|---|---|---|---|\n");
        kamelet.properties().forEach(property -> table.append(row(property)));
        List<Property> longer =
                kamelet.properties().stream().filter(p -> !oneLine(p)).toList();
        if (!longer.isEmpty()) {
            table.append("\nExamples of several lines:\n\n");
            longer.forEach(p -> table.append(block(yaml(Map.of(p.name(), p.example()))))
                    .append(p == longer.get(longer.size() - 1) ? "" : "\n"));
        }
        return table.toString();
    }

    private static String row(Property property) {
        String standard = property.required()
                ? "required"
                : property.standard() == null ? "" : code(property.standard().toString());
        String example = oneLine(property) ? code(yaml(property.example()).strip()) : "below";
        return "| `" + property.name() + "` | " + standard + " | " + cell(meaning(property)) + " | " + example + " |\n";
    }

    private static String meaning(Property property) {
        String meaning = property.description();
        if (!property.choices().stream().allMatch(choice -> meaning.contains("`" + choice + "`"))) {
            return meaning + " One of "
                    + property.choices().stream()
                            .map(choice -> code(choice.toString()))
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        return property.secret()
                ? meaning + " **A secret:** write `{{env:NAME}}` or `{{file:PATH}}`, not the value."
                : meaning;
    }

    private static boolean oneLine(Property property) {
        return !(property.example() instanceof Map)
                && !property.example().toString().contains("\n");
    }

    private String lane() {
        if (kamelet.lane().isEmpty()) {
            return "None of its own: those of [`wotnot:`](../destinations.md#the-options-of-wotnot) hold.\n";
        }
        return "A destination with this sink has, where its file says nothing else: "
                + kamelet.lane().entrySet().stream()
                        .map(option -> code(option.getKey() + ": " + option.getValue()))
                        .collect(Collectors.joining(", "))
                + ". The other options of [`wotnot:`](../destinations.md#the-options-of-wotnot) are as always.\n";
    }

    private static String block(String yaml) {
        return "```yaml\n" + yaml + "```\n";
    }

    private static String yaml(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setUseUnicodeEncoding(true)
                .setWidth(1000)
                .build();
        return new Dump(settings).dumpToString(value);
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.strip().replace("|", "\\|").replace("\n", " ");
    }
}
