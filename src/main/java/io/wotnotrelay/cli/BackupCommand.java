package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.sqlite.SqliteBackup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = "Writes all that must be kept into one file, while the relay runs or when it is stopped.",
        footer = {
            "The file holds the event log, the state of each destination and the tokens the relay made itself;",
            "not application.properties, routes/ and plugins/. Exit code 0: it is there and was checked."
        })
final class BackupCommand implements Callable<Integer> {
    /** Of the data folder's small files, those that a relay could not go on without. */
    static final List<String> BESIDES = List.of(TokenFiles.CONSOLE, TokenFiles.WEBHOOK);

    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to write; a name that ends in .db says what it is.")
    private Path file;

    @Option(names = "--force", description = "Replace the file when it is there already.")
    private boolean force;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Settings settings = cli.settings(TokenFiles.reading());
        InFiles.require(settings.store());
        long start = System.nanoTime();
        Backup backup = take(settings);
        double seconds = (System.nanoTime() - start) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(backup, seconds) : text(backup, seconds));
        out.flush();
        return 0;
    }

    private Backup take(Settings settings) throws IOException {
        SqliteBackup source = new SqliteBackup(settings.data(), settings.store(), Clock.systemUTC(), Version.number());
        try {
            return source.take(file, force, besides(settings.data()));
        } catch (BackupException e) {
            throw new Stop(e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> besides(Path data) throws IOException {
        Map<String, byte[]> out = new TreeMap<>();
        for (String name : BESIDES) {
            if (Files.exists(data.resolve(name))) {
                out.put(name, Files.readAllBytes(data.resolve(name)));
            }
        }
        return out;
    }

    private static String text(Backup backup, double seconds) {
        String events = backup.events() == 0
                ? "no events (the last one was %d)".formatted(backup.head())
                : "%d events (%d to %d)".formatted(backup.events(), backup.first(), backup.head());
        return String.format(
                Locale.ROOT,
                "%s: %s, %s, %.1f s. It holds what visitors wrote%s: keep it as safe as the data folder.",
                backup.file(),
                events,
                Bytes.text(backup.bytes()),
                seconds,
                backup.besides().isEmpty() ? "" : ", and tokens (" + String.join(", ", backup.besides()) + ")");
    }

    private static String json(Backup backup, double seconds) {
        ObjectNode root = BackupJson.of(backup, new ObjectMapper().createObjectNode());
        return root.put("seconds", Math.round(seconds * 10) / 10.0).toPrettyString();
    }
}
