package io.wotnotrelay.cli.plugin;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;

/** What Maven knows something by that is to be added. */
public record Component(String group, String artifact, String version) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final String CAMEL = "org.apache.camel";
    private static final String PREFIX = "camel-";

    /**
     * Reads {@code camel-telegram}, {@code telegram} or {@code group:artifact:version}. What is Camel's own comes in the
     * version of Camel that runs here: another one would not fit.
     *
     * @throws IllegalArgumentException with a sentence, for what is none of these
     */
    public static Component of(String name) {
        List<String> parts = List.of(name.split(":", -1));
        boolean readable = parts.stream().allMatch(part -> PART.matcher(part).matches());
        if (readable && parts.size() == 1) {
            return new Component(CAMEL, name.startsWith(PREFIX) ? name : PREFIX + name, camel());
        }
        if (readable && parts.size() == 3 && !parts.get(0).equals(CAMEL)) {
            return new Component(parts.get(0), parts.get(1), parts.get(2));
        }
        throw new IllegalArgumentException(
                "A component is named camel-NAME, and another library GROUP:ARTIFACT:VERSION.");
    }

    /** The version of Camel that runs here. */
    static String camel() {
        return new DefaultCamelContext().getVersion();
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
