package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.destination.Check;
import io.wotnotrelay.destination.Finding;
import io.wotnotrelay.destination.Rehearsed;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Checks the settings and the destination files without running them.",
        footer =
                "Exit code 0: every file can run (there may be warnings). 1: something is wrong, or an event of the history"
                        + " would fail.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiTarget api;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder, or one file; relay.routes when left out.")
    private Path folder;

    @Option(
            names = "--against-history",
            paramLabel = "TIME",
            description = "Play the events received since then (7d ago, or an ISO time) through the files, and send"
                    + " nothing: how many would go where, compared with what runs now. Needs a running relay.")
    private String since;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = cli.settings(TokenFiles.reading());
        Path routes = folder == null ? settings.routes() : folder;
        if (!Files.isDirectory(routes) && !Files.isRegularFile(routes)) {
            throw new Stop("There is no folder " + routes + ". Make it, or set relay.routes.");
        }
        List<Finding> findings =
                Files.isDirectory(routes) ? Check.folder(routes, settings) : Check.file(routes, settings);
        PrintWriter out = spec.commandLine().getOut();
        boolean fine = findings.stream().noneMatch(CheckCommand::error);
        ObjectNode report = json(findings);
        if (!json) {
            out.println(text(routes, findings));
        }
        if (since != null) {
            List<Rehearsed> history = new HistoryCheck(api.client(spec), Listing.time(spec, "--against-history", since))
                    .play(routes, settings);
            fine &= history.stream().allMatch(one -> one.failures().isEmpty());
            report.set("history", new ObjectMapper().valueToTree(history));
            if (!json) {
                history.forEach(one -> HistoryCheck.print(one, since, out));
            }
        }
        if (json) {
            out.println(report.toPrettyString());
        }
        out.flush();
        return fine ? 0 : 1;
    }

    static String text(Path routes, List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append("%s:%d:%d: %s: %s%n"
                    .formatted(
                            OneLine.of(finding.file().toString()),
                            Math.max(1, finding.line()),
                            Math.max(1, finding.column()),
                            severity(finding),
                            OneLine.of(finding.sentence())));
            if (finding.excerpt() != null) {
                text.append("    %s%n".formatted(OneLine.of(finding.excerpt())));
            }
        }
        long errors = findings.stream().filter(CheckCommand::error).count();
        return text.append(
                        findings.isEmpty()
                                ? "Nothing to find fault with in " + routes + "."
                                : "%d errors, %d warnings in %s.".formatted(errors, findings.size() - errors, routes))
                .toString();
    }

    static ObjectNode json(List<Finding> findings) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ArrayNode items = root.putArray("items");
        for (Finding finding : findings) {
            items.addObject()
                    .put("severity", severity(finding))
                    .put("file", finding.file().toString())
                    .put("line", finding.line())
                    .put("column", finding.column())
                    .put("excerpt", finding.excerpt())
                    .put("sentence", finding.sentence())
                    .put("remedy", finding.remedy());
        }
        long errors = findings.stream().filter(CheckCommand::error).count();
        root.put("errors", errors).put("warnings", findings.size() - errors);
        return root;
    }

    private static boolean error(Finding finding) {
        return finding.severity() == Finding.Severity.ERROR;
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
