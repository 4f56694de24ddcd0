package io.wotnotrelay.cli.demo;

import picocli.CommandLine.Help.Ansi.Style;

/** In which colour a block is shown, where the terminal has colours. */
enum Ink {
    /** The demo speaks. */
    PLAIN(Style.reset),
    ROW(Style.faint),
    HOOK(Style.fg_cyan),
    MAIL(Style.fg_yellow),
    /** Something the person did, and what follows from it. */
    NEWS(Style.bold);

    private final Style style;

    Ink(Style style) {
        this.style = style;
    }

    String on(String line) {
        return this == PLAIN ? line : style.on() + line + Style.reset.on();
    }
}
