package io.wotnotrelay.cli;

import io.wotnotrelay.cli.plugin.Component;
import io.wotnotrelay.cli.plugin.FetchException;
import io.wotnotrelay.cli.plugin.Fetching;
import io.wotnotrelay.config.TokenFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description =
                "Puts a Camel component, or another library, into plugins/, with all it needs that is not there yet.",
        footer = {
            "It is fetched by Maven, from wherever Maven is set up to fetch; components in the relay's own version of Camel.",
            "Without Maven or a network: put the jars into plugins/ yourself.",
            "",
            "Examples:",
            "  bin/relay add camel-mqtt5",
            "  bin/relay add com.mysql:mysql-connector-j:9.4.0"
        })
final class AddCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "COMPONENT", description = "camel-NAME, or GROUP:ARTIFACT:VERSION.")
    private List<String> names;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<Component> wanted = names.stream().map(Component::of).toList();
            Path plugins = cli.settings(TokenFiles.reading()).plugins();
            Files.createDirectories(plugins);
            tell(new Fetching(cli.surroundings().maven(), cli.surroundings().jars(), plugins).fetch(wanted), out);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new WrongUse(e.getMessage());
        } catch (FetchException e) {
            throw new Stop(e.getMessage(), e);
        } catch (IOException e) {
            throw new Stop("The folder of plugins cannot be written: " + e.getMessage(), e);
        } finally {
            out.flush();
        }
    }

    private static void tell(List<Path> added, PrintWriter out) throws IOException {
        long bytes = 0;
        for (Path jar : added) {
            out.println("plugins/" + jar.getFileName());
            bytes += Files.size(jar);
        }
        out.println(
                added.isEmpty()
                        ? "All of it is there already."
                        : "Added %d jars, %.1f MB. A relay that runs finds them after a restart."
                                .formatted(added.size(), bytes / 1e6));
    }
}
