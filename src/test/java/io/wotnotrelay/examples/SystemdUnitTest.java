package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.examples.Tool.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/wotnot-relay.service, read by systemd itself. */
class SystemdUnitTest {
    private static final Path SHOWN = Path.of("docs/examples/wotnot-relay.service");

    @TempDir
    private Path folder;

    /** With the launcher where it is here, since systemd looks whether it can be run. */
    private Path unit(String more) throws IOException {
        String launcher = Path.of("bin/relay").toAbsolutePath().toString();
        return Files.writeString(
                folder.resolve("wotnot-relay.service"),
                Files.readString(SHOWN).replace("/opt/wotnot-relay/bin/relay", launcher) + more);
    }

    private static Ended analyze(String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(Tool.SYSTEMD_ANALYZE.needed()));
        command.addAll(List.of(words));
        return Tool.run(command);
    }

    @Test
    void systemdHasNothingToSayAgainstIt() throws Exception {
        assertThat(analyze("verify", "--man=no", unit("").toString())).isEqualTo(new Ended(0, ""));
        assertThat(analyze(
                                "verify",
                                "--man=no",
                                unit("[Service]\nProtectHom=yes\n").toString())
                        .said())
                .as("a mistake is seen")
                .contains("ProtectHom");
    }

    @Test
    void littleIsExposedToIt() throws Exception {
        String exposed = "--threshold=20"; // of 100; without the hardening it is 92
        assertThat(analyze("security", "--offline=true", exposed, unit("").toString()))
                .extracting(Ended::code)
                .isEqualTo(0);
        Path soft = Files.writeString(folder.resolve("soft.service"), "[Service]\nExecStart=/bin/true\n");
        assertThat(analyze("security", "--offline=true", exposed, soft.toString())
                        .code())
                .isNotZero();
    }

    @Test
    void whatItStartsIsInTheDistributionAndTheWordsOfTheLauncher() throws IOException {
        assertThat(Files.readAllLines(SHOWN))
                .contains("ExecStart=/opt/wotnot-relay/bin/relay run")
                .contains("SuccessExitStatus=143")
                .contains("Environment=RELAY_CONFIG=/etc/wotnot-relay/application.properties");
        assertThat(Files.readString(Path.of("bin/relay"))).contains("\nexec \"$java\"");
    }
}
