package io.wotnotrelay.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** What {@code send} sends: exactly one of these. */
final class What {
    @Option(names = "--handshake", required = true, description = "The empty request with which WotNot verifies.")
    boolean handshake;

    @Option(
            names = "--sample",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "A documented event, or several with commas between; --list shows them.")
    List<String> samples;

    @Option(names = "--all", required = true, description = "Every documented event.")
    boolean all;

    @Option(names = "--list", required = true, description = "Print the names of the documented events.")
    boolean list;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The bytes of a file; - for the standard input.")
    String file;

    @Option(
            names = "--receipt",
            required = true,
            paramLabel = "ID",
            description = "The kept body of a request the relay refused (bin/relay receipts --outcome rejected), once"
                    + " what was wrong is mended.")
    String receipt;

    @Option(names = "--random", required = true, description = "Made-up events of all types.")
    boolean random;

    @Option(
            names = "--conversations",
            required = true,
            paramLabel = "N",
            description = "Made-up conversations from start to close.")
    Integer conversations;

    /** Whether these are too many requests for a line each. */
    boolean many() {
        return random || conversations != null;
    }
}
