package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code bin/relay}: exit code 0 for done, 1 for a finding, 2 for wrong use. */
@Command(
        name = "relay",
        description = "Receives WotNot's webhook, keeps every event and forwards it to your destinations.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            NewCommand.class,
            SendCommand.class,
            TokenCommand.class,
            EventsCommand.class,
            ReceiptsCommand.class,
            DeliveriesCommand.class,
            DestinationsCommand.class,
            TestCommand.class,
            ReplayCommand.class,
            BackfillCommand.class,
            JobsCommand.class,
            ReplicasCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MigrateCommand.class,
            AddCommand.class
        })
public final class Cli implements Runnable {
    private final Surroundings surroundings;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings file; application.properties beside bin/ when left out.")
    private Path config;

    @Spec
    private CommandSpec spec;

    Cli(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofThisProcess()).execute(args));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Cli(surroundings))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Mistakes::wrongUse)
                .setExecutionExceptionHandler(Mistakes::failed);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Settings settings(TokenFiles tokens) {
        return surroundings.settings(config, tokens);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
