package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Items;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A process that appends until it is killed, and says what was acknowledged. */
public final class AppendingChild {
    private AppendingChild() {}

    public static void main(String[] args) {
        Path data = Path.of(args[0]);
        SqliteEventLog log = SqliteEventLog.open(
                data,
                new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(48), 100_000),
                Clock.systemUTC());
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int thread = 0; thread < 4; thread++) {
            String name = args[1] + "/" + thread + "/";
            new Thread(() -> {
                        for (int i = 0; ; i++) {
                            long seq =
                                    Items.append(log, name + i, name + i + "+").lastSeq();
                            synchronized (out) {
                                out.println(seq + " " + name + i + "+");
                                out.flush();
                            }
                        }
                    })
                    .start();
        }
    }
}
