package io.wotnotrelay.cli;

import io.wotnotrelay.app.Application;
import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Starts the relay and keeps it running until it is stopped (Ctrl-C, or SIGTERM).",
        footer = "At the first start the relay makes a token; paste it into WotNot together with the address shown.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TokenFiles tokens = TokenFiles.making();
        Settings settings = cli.settings(tokens);
        try (RunningRelay relay = start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(relay::close, "stop"));
            PrintWriter out = spec.commandLine().getOut();
            out.print(Welcome.text(settings, relay, tokens.made(TokenFiles.WEBHOOK)));
            out.flush();
            relay.await();
        }
        return 0;
    }

    private static RunningRelay start(Settings settings) {
        try {
            return Application.start(settings);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(RunCommand.class).debug("The start failed", e);
            throw new Stop("The relay did not start: " + cause(e, settings), e);
        }
    }

    private static String cause(Throwable e, Settings settings) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return "a port is taken or not allowed (webhook %s:%d, console %s:%d). Stop what listens there, or set another port (relay.webhook.port, relay.console.port)."
                        .formatted(
                                settings.webhook().host(),
                                settings.webhook().port(),
                                settings.console().host(),
                                settings.console().port());
            }
        }
        return OneLine.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
}
