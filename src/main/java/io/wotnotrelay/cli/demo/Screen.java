package io.wotnotrelay.cli.demo;

import java.io.PrintWriter;
import java.util.List;

/** Where the demo shows what happens: one block after the other, none inside another. */
public final class Screen {
    private final PrintWriter out;
    private final boolean colours;

    /** @param colours whether the terminal understands them and the person wants them */
    public Screen(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Shows lines as they are. */
    public void say(List<String> lines) {
        show(Ink.PLAIN, lines);
    }

    /** Shows one line that answers what the person did. */
    public void news(String line) {
        show(Ink.NEWS, List.of(line));
    }

    synchronized void show(Ink ink, List<String> lines) {
        for (String line : lines) {
            out.println(colours ? ink.on(line) : line);
        }
        out.flush();
    }
}
