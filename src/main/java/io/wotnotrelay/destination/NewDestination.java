package io.wotnotrelay.destination;

import io.wotnotrelay.config.Nearest;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.kamelet.KameletDefinitions.Definition;
import io.wotnotrelay.destination.kamelet.KameletDefinitions.Parameter;
import io.wotnotrelay.event.KnownKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** A destination file that is not written yet: what its Kamelet must be given, and the file's text once that is known. */
public final class NewDestination {
    /** The smallest set of properties that makes sense, by the Kamelet's own word, beside those it requires. */
    private static final String SMALLEST = "wotnotrelay.io/docs.example";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(env|file):[^{}]+}}|file:.+");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Definition sink;
    private final Properties camel;
    private final Map<String, String> values = new LinkedHashMap<>();
    private String name;
    private String events = "all";

    private NewDestination(Definition sink, Properties camel) {
        this.sink = sink;
        this.camel = camel;
        this.name = sink.name().replaceFirst("-(sink|action)$", "");
    }

    /**
     * What one of its properties is.
     *
     * @param example as a person would write it; null where there is none
     * @param secret whether its value may not stand in the file
     */
    public record Asked(String name, String title, String description, String example, boolean secret) {}

    /** A value that cannot be taken; its message is a sentence. */
    public static final class WrongValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private WrongValue(String sentence) {
            super(sentence);
        }
    }

    /** The names and first lines of the sinks there are. */
    public static Map<String, String> sinks() {
        KameletDefinitions kamelets = kamelets();
        Map<String, String> sinks = new LinkedHashMap<>();
        kamelets.names().stream()
                .flatMap(name -> kamelets.find(name).stream())
                .filter(Definition::own)
                .forEach(sink -> sinks.put(sink.name(), sink.description()));
        return sinks;
    }

    /**
     * One for a sink.
     *
     * @param sink the Kamelet's name; {@code -sink} may be left out
     * @throws WrongValue when there is none, with the nearest name
     */
    public static NewDestination of(String sink, Settings settings) {
        KameletDefinitions kamelets = kamelets();
        return kamelets.find(sink)
                .or(() -> kamelets.find(sink + "-sink"))
                .map(definition -> new NewDestination(definition, settings.camel()))
                .orElseThrow(() -> new WrongValue("There is no sink '" + sink + "'. Did you mean "
                        + Nearest.of(sink, List.copyOf(sinks().keySet())) + "? There are: "
                        + String.join(", ", sinks().keySet()) + "."));
    }

    private static KameletDefinitions kamelets() {
        return new KameletDefinitions(NewDestination.class.getClassLoader());
    }

    /** What must be given: what the Kamelet requires or cannot do without, unless the settings give it for all. */
    public List<Asked> asked() {
        Set<String> names = new LinkedHashSet<>(sink.required());
        for (String one : sink.annotations().getOrDefault(SMALLEST, "").split(", ")) {
            if (sink.parameters().containsKey(one)) {
                names.add(one);
            }
        }
        List<Asked> asked = new ArrayList<>();
        sink.parameters().forEach((property, parameter) -> {
            if (names.contains(property) && !camel.containsKey("camel.kamelet." + sink.name() + "." + property)) {
                asked.add(asked(property, parameter));
            }
        });
        return asked;
    }

    private static Asked asked(String property, Parameter parameter) {
        return new Asked(property, parameter.title(), parameter.description(), parameter.example(), parameter.secret());
    }

    /** Whether it can be written without this one. */
    public boolean given(String property) {
        return values.containsKey(property);
    }

    /** @throws WrongValue when it cannot be the name of a destination */
    public void name(String given) {
        if (!NAME.matcher(given).matches()) {
            throw new WrongValue("'" + given + "' cannot be the name of a destination: write lower-case letters, digits"
                    + " and dashes, like sales-email.");
        }
        name = given;
    }

    public String name() {
        return name;
    }

    /** @throws WrongValue when one of them is no event, and another name is near */
    public void events(String given) {
        for (String one : given.split(",")) {
            KnownKinds.nearest(one.strip()).ifPresent(near -> {
                throw new WrongValue("WotNot documents no event '" + one.strip() + "'. Did you mean " + near + "?");
            });
        }
        events = given.strip();
    }

    /** @throws WrongValue when the Kamelet has no such property, or its value cannot stand in a file */
    public void set(String property, String value) {
        Parameter parameter = sink.parameters().get(property);
        if (parameter == null) {
            throw new WrongValue(sink.name() + " has no property '" + property + "'. Did you mean "
                    + Nearest.of(property, List.copyOf(sink.parameters().keySet())) + "?");
        }
        if (value.isBlank()) {
            throw new WrongValue(property + " must not be empty.");
        }
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            throw new WrongValue(property + " can be " + String.join(", ", parameter.choices()) + ".");
        }
        values.put(property, parameter.secret() ? secret(property, value.strip()) : value);
    }

    /** {@code env:NAME} and {@code file:PATH} are enough. The value itself is not repeated: it may be the secret. */
    private static String secret(String property, String value) {
        String placeholder = value.matches("(env|file):[^{}]+") ? "{{" + value + "}}" : value;
        if (!PLACEHOLDER.matcher(placeholder).matches()) {
            throw new WrongValue(property + " is a secret, which must not stand in the file. Put it into an environment"
                    + " variable and give env:NAME, or into a file and give file:PATH.");
        }
        return placeholder;
    }

    /** The file. */
    public String text() {
        return new DestinationText(sink, values).of(name, events);
    }
}
