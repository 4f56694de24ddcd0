package io.wotnotrelay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/** Runs commands as a person would, in a folder of its own, and keeps what they printed. */
final class Terminal {
    final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Questions questions;

    Terminal(Path home) {
        system.setProperty("relay.home", home.toString());
    }

    /** From now on somebody answers what a command asks. */
    Terminal asking(Questions somebody) {
        questions = somebody;
        return this;
    }

    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Cli.commandLine(new Surroundings(environment, system));
        ((NewCommand) command.getSubcommands().get("new").getCommand()).questions = questions;
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
