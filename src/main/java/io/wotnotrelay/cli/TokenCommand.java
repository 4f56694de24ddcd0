package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        description = "Prints the token of the webhook, to paste into WotNot. Makes it if there is none yet.")
final class TokenCommand implements Runnable {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Option(names = "--console", description = "The token of the API instead.")
    private boolean console;

    @Override
    public void run() {
        Settings settings = cli.settings(TokenFiles.making());
        spec.commandLine()
                .getOut()
                .println(
                        console
                                ? settings.console().token()
                                : settings.webhook().token());
        spec.commandLine().getOut().flush();
    }
}
