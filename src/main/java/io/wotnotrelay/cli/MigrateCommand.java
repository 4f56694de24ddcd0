package io.wotnotrelay.cli;

import io.wotnotrelay.app.LogMigration;
import io.wotnotrelay.config.OtherStore;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.copy.Migrated;
import io.wotnotrelay.log.copy.MigrationException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "migrate",
        description =
                "Copies the event log into a PostgreSQL database, or back into a file. The relay must be stopped.",
        footer = {
            "The log is only read. User and password of the database are relay.store.user and relay.store.password.",
            "At the end all of the copy is read again and compared. Exit code 0: it is the same. 1: it is not, or not there."
        })
final class MigrateCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            description = "Where to: jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:FILE, as in relay.store.url.")
    private String to;

    @Option(names = "--restart", description = "Throw away what a copy that was broken off has left, and begin anew.")
    private boolean restart;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = cli.settings(TokenFiles.reading());
        Settings.Store store = OtherStore.at(settings, to)
                .orElseThrow(() -> wrongUse("--to is not understood. Write " + OtherStore.form()
                        + "; relay.store.user and relay.store.password are used for the database."));
        LogMigration migration = new LogMigration(settings, store);
        if (!migration.changesKind()) {
            throw wrongUse(
                    "The event log and --to are of the same kind. A file is copied with bin/relay backup and restore,"
                            + " a database with its own tools, such as pg_dump.");
        }
        long start = System.nanoTime();
        Migrated done = copy(migration);
        print(done, (System.nanoTime() - start) / 1e9);
        return done.good() ? 0 : 1;
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Migrated copy(LogMigration migration) {
        CopyProgress progress = new CopyProgress(spec.commandLine().getOut(), json);
        try {
            return migration.run(restart, progress);
        } catch (MigrationException | LogOpenException e) {
            throw new Stop(e.getMessage(), e);
        } finally {
            progress.close();
        }
    }

    private void print(Migrated done, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(MigrateText.json(done, seconds));
        } else if (done.good()) {
            out.println(MigrateText.done(done, to, seconds));
        } else {
            spec.commandLine().getErr().println(MigrateText.different(done));
            spec.commandLine().getErr().flush();
        }
        out.flush();
    }
}
