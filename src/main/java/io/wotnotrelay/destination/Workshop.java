package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.component.LaneDefaults;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;

/** What all files of a relay share: Kamelets, settings, and a context in which they are checked. */
final class Workshop implements AutoCloseable {
    private final Properties properties;
    private final DestinationContexts contexts;
    private final DefaultCamelContext bench;
    private final FileCheck check;
    private final Plugins plugins;
    private final PluginCheck pluginCheck;
    private final Map<Path, Redaction> redactions = new ConcurrentHashMap<>();

    /** @param folder of the destination files, and of people's own Kamelets */
    Workshop(Settings settings, Path folder) {
        KameletDefinitions kamelets = new KameletDefinitions(Workshop.class.getClassLoader(), folder);
        properties = properties(settings);
        contexts = new DestinationContexts(properties, System.getenv(), settings.home(), kamelets);
        bench = contexts.create("check", NoLanes.INSTANCE, new Redaction());
        check = new FileCheck(contexts, kamelets, properties, bench);
        plugins = new Plugins(settings.plugins(), Workshop.class.getClassLoader());
        pluginCheck = new PluginCheck(
                file -> contexts.create(name(file), NoLanes.INSTANCE, redaction(file)), this::redaction);
    }

    /** What a route may name: Camel's and the people's own keys, and where the relay keeps its data. */
    private static Properties properties(Settings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.camel());
        properties.setProperty("relay.data", settings.data().toString());
        properties.setProperty("relay.routes", settings.routes().toString());
        return properties;
    }

    /** The files of a folder after their check; of two that name the same destination the second is broken. */
    List<Checked> check(Path folder) {
        List<Checked> all = new ArrayList<>();
        Map<String, Checked> taken = new HashMap<>();
        Stream<Checked> files = RoutesFolder.files(folder).stream().map(file -> check(file, redaction(file)));
        Stream.concat(files, pluginCheck.check(plugins.jars())).forEach(found -> {
            Checked checked = unlessTaken(found, taken);
            if (!checked.broken()) {
                checked.names().keySet().forEach(name -> taken.put(name, checked));
            }
            all.add(checked);
        });
        return all;
    }

    /** What there is to say of a Kamelet's file. */
    List<Finding> kamelet(Path file) {
        return KameletFileCheck.check(file, properties, redaction(file));
    }

    /**
     * A file after its check.
     *
     * @param taken the names of other files' destinations; one that has one of them is broken
     */
    Checked check(Path file, Map<String, Checked> taken) {
        return unlessTaken(check(file, redaction(file)), taken);
    }

    private Checked check(Path file, Redaction redaction) {
        try {
            return check.check(file, redaction);
        } catch (RuntimeException | LinkageError e) {
            // One file may not stop the others, whatever is in it.
            Findings findings = new Findings(file, redaction);
            findings.error(
                    Place.FILE,
                    "It cannot be checked: " + CamelMistake.of(e, new byte[0]).sentence());
            return new Checked(
                    file, new YamlRoutes(file, new byte[0]), findings.list(), List.of(), LaneDefaults.NONE, Map.of());
        }
    }

    private Checked unlessTaken(Checked checked, Map<String, Checked> taken) {
        Findings findings = new Findings(checked.file(), redaction(checked.file()))
                .in(checked.routes().yaml());
        checked.names().forEach((name, place) -> {
            Checked other = taken.get(name);
            if (other != null) {
                findings.error(
                        place,
                        checked.routes()
                                .say("The destination '" + name + "' of " + checked.file() + " is in " + other.file()
                                        + ", "
                                        + other.routes().where(other.names().get(name))
                                        + ", too; give one of them another name."));
            }
        });
        if (!findings.broken()) {
            return checked;
        }
        List<Finding> all = new ArrayList<>(checked.findings());
        all.addAll(findings.list());
        return new Checked(checked.file(), checked.routes(), all, List.of(), checked.defaults(), checked.names());
    }

    /** What there is to say of a file after it was also made ready to start, so that its sinks look at what they got. */
    List<Finding> loaded(Checked checked) {
        DefaultCamelContext context = context(checked, NoLanes.INSTANCE);
        try {
            checked.routes().load(context);
            context.setAutoStartup(false);
            context.start();
            return checked.findings();
        } catch (Exception | LinkageError e) {
            List<Finding> all = new ArrayList<>(checked.findings());
            all.add(finding(checked, e));
            return all;
        } finally {
            context.stop();
        }
    }

    /** A context for a file, with nothing in it. */
    DefaultCamelContext context(Checked checked, LaneOpener lanes) {
        DefaultCamelContext context = contexts.create(name(checked.file()), lanes, redaction(checked.file()));
        context.getRegistry().bind("laneDefaults", LaneDefaults.class, checked.defaults());
        return context;
    }

    /** What Camel found wrong with a file. */
    Finding finding(Checked checked, Throwable thrown) {
        CamelMistake mistake = CamelMistake.of(thrown, checked.routes().yaml());
        Findings findings = new Findings(checked.file(), redaction(checked.file()))
                .in(checked.routes().yaml());
        findings.error(mistake.place(), checked.routes().say(mistake.sentence()));
        return findings.list().get(0);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    Redaction redaction(Path file) {
        return redactions.computeIfAbsent(file, f -> new Redaction());
    }

    @Override
    public void close() {
        bench.stop();
        plugins.close();
    }

    /** For files that are only looked at. */
    private enum NoLanes implements LaneOpener {
        INSTANCE;

        @Override
        public void born(LaneOptions options) {}

        @Override
        public Event read(StoredEvent event) {
            return event.event();
        }

        @Override
        public Opened open(LaneOptions options, Destination destination) {
            throw new IllegalStateException("The destination " + options.name() + " is only checked.");
        }
    }
}
