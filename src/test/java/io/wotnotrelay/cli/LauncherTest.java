package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs bin/relay with a Java and a Maven that only say how they were called. */
class LauncherTest {
    private static final String JAVA_SAYS = "#!/bin/sh\nfor word in \"$@\"; do printf '<%s>\\n' \"$word\"; done\n";

    @TempDir
    Path temp;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;

    record Result(int code, String out, String err) {
        List<String> words() {
            return out.lines().map(line -> line.substring(1, line.length() - 1)).toList();
        }
    }

    @BeforeEach
    void distribution() throws IOException {
        home = temp.resolve("a relay & more");
        Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("bin/relay"), home.resolve("bin/relay"));
        script(home.resolve("bin/relay"), Files.readString(Path.of("bin/relay")));
        java("17.0.15", JAVA_SAYS);
    }

    @Test
    void theDistributionRunsWhatIsInLibAndTheLibrariesInPluginsButNoJarWithRoutes() throws Exception {
        jar("a library.jar", "org/example/Library.class");
        jar("routes.jar", "META-INF/services/org.apache.camel.builder.RouteBuilder");
        jar("more-routes.jar", "META-INF/services/org.apache.camel.RoutesBuilder");

        Result result = relay(home.resolve("bin/relay"), "send", "--file", "my file.json");

        assertThat(result.code()).isZero();
        assertThat(result.words())
                .containsSubsequence(
                        "-Drelay.home=" + home,
                        "-cp",
                        home + "/lib/*:" + home + "/plugins/a library.jar",
                        "io.wotnotrelay.Relay",
                        "send",
                        "--file",
                        "my file.json");
    }

    private void jar(String name, String entry) throws IOException {
        Path file = Files.createDirectories(home.resolve("plugins")).resolve(name);
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry(entry));
        }
    }

    @Test
    void aLinkToTheLauncherFindsItsHome() throws Exception {
        Path links = Files.createDirectories(temp.resolve("usr/bin"));
        Path first = Files.createSymbolicLink(links.resolve("wotnot"), home.resolve("bin/relay"));
        Path second = Files.createSymbolicLink(links.resolve("relay"), Path.of("wotnot"));

        assertThat(first).exists();
        assertThat(relay(second, "run").words()).contains("-Drelay.home=" + home);
    }

    @Test
    void runGivesUpWhenMemoryEndsAndOtherCommandsStartQuickly() throws Exception {
        assertThat(relay(home.resolve("bin/relay"), "run").words())
                .contains("-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(relay(home.resolve("bin/relay"), "--config", "run", "token").words())
                .contains("-XX:TieredStopAtLevel=1")
                .doesNotContain("-XX:+ExitOnOutOfMemoryError");
        assertThat(relay(home.resolve("bin/relay"), "migrate").words())
                .as("it may work for long")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void optionsForJavaComeFromTheEnvironment() throws Exception {
        environment.put("RELAY_JAVA_OPTS", "-Xmx256m -Drelay.webhook.port=9090");

        assertThat(relay(home.resolve("bin/relay"), "run").words()).contains("-Xmx256m", "-Drelay.webhook.port=9090");
    }

    @ParameterizedTest
    @CsvSource({"11.0.2,11", "1.8.0_392,8", "16,16"})
    void anOldJavaIsASentence(String version, String number) throws Exception {
        java(version, JAVA_SAYS);

        Result result = relay(home.resolve("bin/relay"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Java 17 or later is needed; ").contains(" is Java " + number + ".");
    }

    @ParameterizedTest
    @CsvSource({"17", "21.0.1", "25-ea"})
    void aLaterJavaIsTaken(String version) throws Exception {
        java(version, JAVA_SAYS);

        assertThat(relay(home.resolve("bin/relay"), "run").code()).isZero();
    }

    @Test
    void aJavaThatOnlyTellsItsVersionWhenAskedIsTaken() throws Exception {
        java(
                "none",
                "#!/bin/sh\n[ \"$1\" != -version ] || { echo 'openjdk version \"21.0.1\"' >&2; exit; }\necho '<x>'\n");
        Files.delete(temp.resolve("jdk/release"));

        assertThat(relay(home.resolve("bin/relay"), "run").words()).containsExactly("x");
    }

    @Test
    void aMissingJavaIsASentence() throws Exception {
        environment.put("JAVA_HOME", temp.resolve("nowhere").toString());

        Result result = relay(home.resolve("bin/relay"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("There is no Java in JAVA_HOME (" + temp.resolve("nowhere") + ").");
    }

    @Test
    void aFolderWithoutTheRelayIsASentence() throws Exception {
        Files.delete(home.resolve("lib"));

        Result result = relay(home.resolve("bin/relay"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("this is not a folder of WotNot Relay");
    }

    @Test
    void aCheckoutIsBuiltOnceAndAgainAfterAChange() throws Exception {
        checkout("mkdir -p target/lib && echo built >>target/count && : >target/wotnot-relay-9.9.9.jar");

        Result first = relay(home.resolve("bin/relay"), "run");
        Result second = relay(home.resolve("bin/relay"), "run");

        assertThat(first.err()).contains("Building WotNot Relay");
        assertThat(first.words()).contains(home + "/target/relay.jar:" + home + "/target/lib/*");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(home.resolve("target/count"))).hasSize(1);

        Files.setLastModifiedTime(
                home.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
        relay(home.resolve("bin/relay"), "run");

        assertThat(Files.readAllLines(home.resolve("target/count"))).hasSize(2);
        assertThat(home.resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void whatMavenBuiltAnywayIsNotBuiltAgain() throws Exception {
        checkout("exit 1");
        Files.createDirectories(home.resolve("target/lib"));
        Files.createFile(home.resolve("target/wotnot-relay-9.9.9.jar"));

        assertThat(relay(home.resolve("bin/relay"), "run").code()).isZero();
        assertThat(home.resolve("target/relay.jar")).exists();
    }

    @Test
    void aFailedBuildIsASentenceWithItsErrors() throws Exception {
        checkout("echo '[ERROR] no such symbol'; echo noise; exit 1");

        Result result = relay(home.resolve("bin/relay"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] no such symbol")
                .doesNotContain("noise")
                .contains("The build failed. All of it is in " + home + "/target/build.log.");
        assertThat(home.resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void aLockLeftByADeadBuildDoesNotStopTheNextOne() throws Exception {
        checkout("mkdir -p target/lib && : >target/wotnot-relay-9.9.9.jar");
        Files.createDirectories(home.resolve("target"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(home.resolve("target/.build-lock"), dead.pid() + "\n");

        assertThat(relay(home.resolve("bin/relay"), "run").code()).isZero();
    }

    @Test
    void anOldMavenOnThePathIsLeftForTheWrapper() throws Exception {
        checkout("exit 1");
        script(temp.resolve("path/mvn"), "#!/bin/sh\necho 'Apache Maven 3.6.3 (abc)'\nexit 1\n");
        script(home.resolve("mvnw"), "#!/bin/sh\nmkdir -p target/lib && : >target/wotnot-relay-9.9.9.jar\n");

        assertThat(relay(home.resolve("bin/relay"), "run").code()).isZero();
    }

    private void checkout(String build) throws IOException {
        Files.delete(home.resolve("lib"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("src/main/A.java"), "class A {}");
        try (Stream<Path> sources =
                Stream.of(home.resolve("pom.xml"), home.resolve("src/main/A.java"), home.resolve("src/main"))) {
            for (Path source : sources.toList()) {
                Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
        script(
                temp.resolve("path/mvn"),
                "#!/bin/sh\n[ \"$1\" != -v ] || { echo 'Apache Maven 3.9.11 (abc)'; exit; }\n" + build + "\n");
    }

    private void java(String version, String script) throws IOException {
        script(temp.resolve("jdk/bin/java"), script);
        Files.writeString(temp.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        environment.put("JAVA_HOME", temp.resolve("jdk").toString());
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result relay(Path launcher, String... args) throws Exception {
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder process = new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList());
        process.environment().keySet().removeIf(name -> name.startsWith("RELAY_"));
        process.environment().putAll(environment);
        process.environment().put("PATH", temp.resolve("path") + ":/usr/bin:/bin");
        process.directory(temp.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process running = process.start();
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(
                running.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
