package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.SettingsException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is printed, and with which exit code a command ends, when something is wrong. */
final class Mistakes {
    private Mistakes() {}

    static int wrongUse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e instanceof UnmatchedArgumentException unmatched ? sentence(unmatched) : e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try: bin/" + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(UnmatchedArgumentException e) {
        return "bin/" + e.getCommandLine().getCommandSpec().qualifiedName() + " does not know "
                + OneLine.of(String.join(" ", e.getUnmatched()), 200) + ".";
    }

    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof SettingsException settings) {
            err.println("The settings cannot be used:");
            settings.problems().forEach(problem -> err.println("  " + problem));
        } else if (e instanceof WrongUse) {
            err.println(e.getMessage());
            err.flush();
            return CommandLine.ExitCode.USAGE;
        } else if (e instanceof Stop) {
            err.println(e.getMessage());
        } else {
            err.println("This is a mistake in the relay itself; please report it with these lines:");
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
