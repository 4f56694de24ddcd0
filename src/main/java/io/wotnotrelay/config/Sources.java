package io.wotnotrelay.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The three places a setting can come from: the file, then the environment, then system properties; the last one wins. */
final class Sources {
    private static final String PREFIX = "relay.";
    private static final String ENVIRONMENT_PREFIX = "RELAY_";

    /** System properties of the launcher, which are not settings. */
    private static final List<String> OWN_PROPERTIES = List.of("relay.home");

    /** Environment variables of the launcher, and what Kubernetes and Docker set beside a service called "relay" or "relay-…". */
    private static final Pattern NOT_SETTINGS = Pattern.compile(
            "RELAY_(HOME|JAVA_OPTS|CONFIG|PORT|(\\w+_)?PORT_\\d+_.*|(\\w+_)?SERVICE_HOST|(\\w+_)?SERVICE_PORT.*)");

    private final Map<String, Raw> values = new HashMap<>();
    private final Map<String, Raw> camel = new LinkedHashMap<>();
    private final List<String> problems;

    Sources(List<String> problems) {
        this.problems = problems;
    }

    /** The value that counts for this key, or null. */
    Raw find(Key<?> key) {
        return values.get(key.name());
    }

    /** What is not {@code relay.*}. */
    Map<String, Raw> camel() {
        return camel;
    }

    void file(Path file) {
        Map<String, Integer> lines = new HashMap<>();
        for (PropertiesFile.Entry entry : PropertiesFile.read(file, problems)) {
            String at = file.getFileName() + ":" + entry.line() + ": ";
            Raw raw = new Raw(entry.key(), entry.value().strip(), at + entry.key());
            if (!ours(entry.key())) {
                camel.put(entry.key(), new Raw(entry.key(), entry.value(), at + entry.key()));
            } else if (lines.putIfAbsent(entry.key(), entry.line()) != null) {
                problems.add(raw.place() + " is already set on line " + lines.get(entry.key()) + ". Keep one.");
            } else {
                put(raw);
            }
        }
    }

    void environment(Map<String, String> environment) {
        Map<String, String> keys = new TreeMap<>();
        Keys.ALL.forEach(key -> keys.put(key.environment(), key.name()));
        new TreeMap<>(environment).forEach((name, value) -> {
            if (keys.containsKey(name)) {
                put(new Raw(keys.get(name), value.strip(), "Environment variable " + name));
            } else if (name.startsWith(ENVIRONMENT_PREFIX) && unknown(name)) {
                problems.add("Environment variable " + OneLine.of(name, 100) + " is not a setting of the relay."
                        + " Did you mean " + Nearest.of(name, keys.keySet()) + "?");
            }
        });
    }

    void system(Properties system) {
        system.stringPropertyNames().stream()
                .sorted()
                .filter(name -> name.startsWith(PREFIX) && !OWN_PROPERTIES.contains(name))
                .forEach(name -> put(
                        new Raw(name, system.getProperty(name).strip(), "System property -D" + OneLine.of(name, 100))));
    }

    private void put(Raw raw) {
        List<String> names = Keys.ALL.stream().map(Key::name).toList();
        if (names.contains(raw.key())) {
            values.put(raw.key(), raw);
        } else {
            problems.add(OneLine.of(raw.place(), 200) + " is not a key of the relay. Did you mean "
                    + Nearest.of(raw.key(), names) + "?");
        }
    }

    /** A name that the file's own {@code {{env:…}}} uses is the user's, whatever it starts with. */
    private boolean unknown(String name) {
        return !NOT_SETTINGS.matcher(name).matches() && !usedAsSecret(name);
    }

    private boolean usedAsSecret(String name) {
        Pattern use = Pattern.compile("\\{\\{\\??env:" + Pattern.quote(name) + "[:}]");
        return values.values().stream().anyMatch(raw -> use.matcher(raw.value()).find())
                || camel.values().stream()
                        .anyMatch(raw -> use.matcher(raw.value()).find());
    }

    private static boolean ours(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.startsWith(PREFIX) || lower.startsWith("relay_") || lower.equals("relay");
    }
}
