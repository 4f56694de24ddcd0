package io.wotnotrelay.cli;

import io.wotnotrelay.app.Application;
import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.cli.demo.Screen;
import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Starts the relay and keeps it running until it is stopped (Ctrl-C, or SIGTERM).",
        footer = {
            "At the first start the relay makes a token; paste it into WotNot together with the address shown.",
            "The demo touches neither your settings nor your data; it needs no mail server and no WotNot."
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Option(names = "--demo", description = "Shows what the relay does, with made-up conversations and receivers.")
    private boolean demo;

    @Option(
            names = "--over",
            paramLabel = "TIME",
            description = "With --demo: how long its conversations take; 1m when left out.")
    private String over;

    @Override
    public Integer call() throws InterruptedException {
        if (over != null && !demo) {
            throw new ParameterException(spec.commandLine(), "--over goes with --demo.");
        }
        if (demo) {
            boolean colours = CommandLine.Help.Ansi.AUTO.enabled();
            new Demo(new Screen(spec.commandLine().getOut(), colours), over()).run();
            return 0;
        }
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

    private String over() {
        try {
            String time = over == null ? "1m" : over;
            Pace.of("1/" + time);
            return time;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--over must be a time, such as 30s or 1m.", e);
        }
    }

    static RunningRelay start(Settings settings) {
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
