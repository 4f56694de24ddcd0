package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.Restored;
import io.wotnotrelay.log.sqlite.SqliteRestore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = "Brings a backup back into the data folder. The relay must be stopped.",
        footer = {
            "First it says which destinations would get deliveries again, and what is not in the backup.",
            "Exit code 0: done (with --dry-run: it could be read). 1: nothing was changed."
        })
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file that bin/relay backup has written.")
    private Path file;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--force", description = "Put an event log that is there aside, under another name.")
    private boolean force;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = cli.settings(TokenFiles.reading());
        InFiles.require(settings.store());
        SqliteRestore restore = new SqliteRestore(settings.data(), settings.store(), Clock.systemUTC());
        RestorePlan plan = orStop(() -> restore.plan(file));
        if (!json) {
            print(RestoreText.plan(plan));
        }
        Restored done = dryRun ? null : orStop(() -> restore.carryOut(plan, force, BackupCommand.BESIDES));
        if (json) {
            print(RestoreJson.text(plan, done));
        } else if (done != null) {
            print(RestoreText.done(plan, done));
        }
        return 0;
    }

    private static <T> T orStop(Supplier<T> step) {
        try {
            return step.get();
        } catch (BackupException | LogOpenException e) {
            throw new Stop(e.getMessage(), e);
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
