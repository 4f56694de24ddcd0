package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.destination.NewDestination;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Asks a person for what a new destination needs, again until the answer can be taken. */
final class Questions {
    private final BufferedReader in;

    Questions(BufferedReader in) {
        this.in = in;
    }

    /** Null where nobody sits at the other end. */
    static Questions ofTerminal() {
        Console console = System.console();
        return console == null || !isTerminal(console) ? null : new Questions(new BufferedReader(console.reader()));
    }

    /** Before Java 22 there is a console only at a terminal; since then it can tell. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void ask(NewDestination fresh, List<NewDestination.Asked> missing, boolean name, boolean events, PrintWriter out) {
        if (name) {
            ask("The destination's name", fresh.name(), fresh::name, out);
        }
        if (events) {
            out.println("Which events, with commas between: message.form.response, note … or all");
            ask("events", "all", fresh::events, out);
        }
        for (NewDestination.Asked one : missing) {
            out.println(OneLine.of(one.title() + ": " + one.description()));
            if (one.secret()) {
                out.println("It is a secret: answer with env:NAME or file:PATH, not with the secret itself.");
            }
            String standard = one.secret() ? one.example() : null;
            if (standard == null && one.example() != null) {
                out.println(OneLine.of("Such as " + one.example()));
            }
            ask(one.name(), standard, value -> fresh.set(one.name(), value), out);
        }
    }

    private void ask(String what, String standard, Consumer<String> take, PrintWriter out) {
        while (true) {
            out.print(what + (standard == null ? ": " : " [" + standard + "]: "));
            out.flush();
            String answer = line();
            try {
                take.accept(answer.isBlank() && standard != null ? standard : answer.strip());
                return;
            } catch (NewDestination.WrongValue e) {
                out.println(OneLine.of(e.getMessage()));
            }
        }
    }

    private String line() {
        try {
            String line = in.readLine();
            if (line == null) {
                throw new Stop("Nothing is written.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
