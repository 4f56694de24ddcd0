package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.destination.Check;
import io.wotnotrelay.destination.Finding;
import io.wotnotrelay.destination.NewDestination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        description = "Writes a destination file for a sink. On a terminal it asks for what the sink needs.",
        footer = {
            "Exit code 0: the file is written and can run. 1: something is wrong, which the output tells.",
            "It never writes over a file. Secrets are given as env:NAME or file:PATH.",
            "",
            "Examples:",
            "  bin/relay new",
            "  bin/relay new slack-message-sink",
            "  bin/relay new webhook-sink --name crm --events message.form.response --set url=https://example.com/hook"
        })
final class NewCommand implements Callable<Integer> {
    private static final String SUFFIX = ".camel.yaml";

    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SINK", description = "The sink; without it, all are listed.")
    private String sink;

    @Option(names = "--name", paramLabel = "NAME", description = "The destination's name; the sink's when left out.")
    private String name;

    @Option(names = "--events", paramLabel = "LIST", description = "Which events it gets; all when left out.")
    private String events;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "A property of the sink; several times for several.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write it; NAME.camel.yaml in relay.routes when left out, - for the terminal.")
    private String output;

    /** Replaced by tests. */
    Questions questions = Questions.ofTerminal();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (sink == null) {
            NewDestination.sinks().forEach((one, what) -> out.println(OneLine.of("%-24s %s".formatted(one, what))));
            out.println("Choose one: bin/relay new "
                    + NewDestination.sinks().keySet().iterator().next());
            out.flush();
            return 0;
        }
        try {
            Settings settings = cli.settings(TokenFiles.reading());
            NewDestination fresh = NewDestination.of(sink, settings);
            fill(fresh, out);
            return write(fresh, settings, out);
        } catch (NewDestination.WrongValue e) {
            throw new WrongUse(e.getMessage());
        } finally {
            out.flush();
        }
    }

    private void fill(NewDestination fresh, PrintWriter out) {
        if (name != null) {
            fresh.name(name);
        }
        if (events != null) {
            fresh.events(events);
        }
        set.forEach(fresh::set);
        List<NewDestination.Asked> missing = fresh.asked().stream()
                .filter(asked -> !fresh.given(asked.name()))
                .toList();
        if (questions != null) {
            questions.ask(fresh, missing, name == null, events == null, out);
        } else if (!missing.isEmpty()) {
            throw new WrongUse(sink + " needs more: "
                    + String.join(
                            ", ", missing.stream().map(NewCommand::example).toList()) + ".");
        }
    }

    private static String example(NewDestination.Asked asked) {
        String value = asked.example() == null ? "…" : asked.example();
        String plain = value.replaceFirst("^\\{\\{((?:env|file):.*)}}$", "$1");
        return "--set " + asked.name() + "=" + (plain.matches("[\\w@.:/,-]+") ? plain : "'" + plain + "'");
    }

    private int write(NewDestination fresh, Settings settings, PrintWriter out) {
        if ("-".equals(output)) {
            out.print(fresh.text());
            return 0;
        }
        Path file = output == null ? settings.routes().resolve(fresh.name() + SUFFIX) : Path.of(output);
        if (!file.getFileName().toString().endsWith(SUFFIX)) {
            throw new WrongUse("The name of the file must end in " + SUFFIX + ", or it is not read.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(folder) && Check.names(folder, settings).contains(fresh.name())) {
            throw new Stop("There is a destination " + fresh.name() + " in " + folder
                    + " already. Give this one another name with --name.");
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(file, fresh.text(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Stop(
                    "There is " + file + " already, and nothing is written over. Name another file with --output.", e);
        } catch (IOException e) {
            throw new Stop("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
        return checked(fresh, file, settings, out);
    }

    private static int checked(NewDestination fresh, Path file, Settings settings, PrintWriter out) {
        out.println("Written: " + file);
        List<Finding> findings = Check.file(file, settings);
        boolean broken = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        findings.forEach(finding -> out.println(OneLine.of(finding.toString())));
        out.println(
                broken
                        ? "Mend that first; a relay that runs takes the file by itself then."
                        : "It can run; a relay that runs takes it by itself. Try it: bin/relay test " + fresh.name());
        return broken ? 1 : 0;
    }
}
