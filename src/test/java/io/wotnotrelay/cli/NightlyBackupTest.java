package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script that docs/operations.md gives for a backup each night, with another {@code bin/relay}. */
class NightlyBackupTest {
    private static final Pattern SCRIPT = Pattern.compile("(?s)```sh\\n(#!/bin/sh\\n# /opt/.*?)```");

    @TempDir
    Path home;

    private Path backups;

    @BeforeEach
    void foldersWithOldAndNewBackups() throws IOException {
        backups = Files.createDirectories(home.resolve("my backups"));
        aged("relay-old.db", 20);
        aged("relay-broken.db.1234.partial", 20);
        aged("relay-recent.db", 3);
        aged("other.db", 20);
    }

    @Test
    void aBackupIsAddedAndThoseOlderThanTwoWeeksGo() throws Exception {
        assertThat(nightly("for last; do :; done; echo new > \"$last\"")).isZero();
        assertThat(files())
                .hasSize(3)
                .contains("other.db", "relay-recent.db")
                .anyMatch(name -> name.matches("relay-\\d{4}-\\d\\d-\\d\\dT\\d{6}Z\\.db"));
    }

    @Test
    void whenNoBackupCouldBeMadeTheOldOnesStay() throws Exception {
        assertThat(nightly("exit 1")).isEqualTo(1);
        assertThat(files()).contains("relay-old.db", "relay-recent.db").hasSize(4);
    }

    private int nightly(String relay) throws Exception {
        Path bin = Files.createDirectories(home.resolve("opt/bin")).resolve("relay");
        Files.writeString(bin, "#!/bin/sh\n" + relay + "\n");
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwx------"));
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("docs/operations.md")));
        assertThat(script.find()).as("the script").isTrue();
        String text = script.group(1)
                .replace("/opt/wotnot-relay/bin/relay", bin.toString())
                .replace("to=/var/backups/wotnot-relay", "to='" + backups + "'");
        Process process =
                new ProcessBuilder("sh", "-c", text).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        return process.waitFor();
    }

    private void aged(String name, int days) throws IOException {
        Path file = Files.writeString(backups.resolve(name), name);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(backups)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
