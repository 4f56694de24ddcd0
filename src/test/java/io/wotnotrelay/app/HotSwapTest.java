package io.wotnotrelay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.api.LiveRelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A running relay takes files that come, change and go, as people and their editors write them. */
class HotSwapTest {
    @TempDir
    Path home;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private LiveRelay relay;

    @BeforeEach
    void open() throws Exception {
        log.start();
        logger().addAppender(log);
        relay = new LiveRelay(home);
    }

    @AfterEach
    void close() {
        relay.close();
        logger().detachAppender(log);
    }

    @Test
    void aFileThatIsDroppedInRunsAndGetsWhatComesFromThenOn() throws Exception {
        relay.start();
        relay.note("c1", "early");
        relay.destination("crm");
        state("crm", "running");
        relay.note("c1", "late");

        assertThat(relay.verdict("late", "crm", "delivered").path("verdict").asText())
                .isEqualTo("delivered");
        assertThat(relay.get("/destinations/crm").path("delivered").asInt()).isEqualTo(1);
    }

    @Test
    void aChangedFileGoesOnWhereTheVersionBeforeStopped() throws Exception {
        relay.sinkAnswers(body -> body.contains("first") ? 503 : 204)
                .destination("crm")
                .start();
        relay.note("c1", "first");
        relay.verdict("first", "crm", "retrying");
        relay.note("c1", "second");
        relay.note("c2", "other");
        relay.verdict("other", "crm", "delivered");

        Files.writeString(file("crm"), Files.readString(file("crm")).replace("/crm", "/changed"));
        eventually("/changed");

        relay.note("c1", "third");
        relay.verdict("third", "crm", "blocked");
        relay.verdict("second", "crm", "blocked");
        JsonNode first = relay.verdict("first", "crm", "retrying");
        assertThat(first.path("attempts").asInt()).isEqualTo(1);
        relay.verdict("other", "crm", "delivered");
    }

    @Test
    void anEditThatCannotBeUsedLeavesTheVersionBeforeRunningAndSaysWhere() throws Exception {
        relay.destination("crm").start();
        String good = Files.readString(file("crm"));
        Files.writeString(file("crm"), good.replace("kamelet:webhook-sink", "kamelet:webhook-sing"));

        JsonNode crm = await().until(
                        () -> relay.get("/destinations/crm"),
                        d -> !d.path("cause").isNull());
        assertThat(crm.path("state").asText()).isEqualTo("running");
        assertThat(crm.path("cause").asText()).contains("the version before runs on", "webhook-sing", "webhook-sink");
        assertThat(crm.path("line").asInt()).isEqualTo(8);
        relay.note("c1", "meanwhile");
        relay.verdict("meanwhile", "crm", "delivered");

        Files.writeString(file("crm"), good + "\n");
        await().until(() -> relay.get("/destinations/crm").path("cause").isNull());
        relay.note("c1", "mended");
        relay.verdict("mended", "crm", "delivered");
    }

    @Test
    void anEditThatCannotBeUsedIsToldToWhoWantsAlerts() throws Exception {
        relay.destination("crm").file("alerts.camel.yaml", """
                - route:
                    from:
                      uri: wotnot:alerts
                      parameters: { events: relay.* }
                      steps:
                        - to: file:%s?fileName=alerts.txt&fileExist=Append
                """.formatted(home)).start();
        Files.writeString(
                file("crm"), Files.readString(file("crm")).replace("kamelet:webhook-sink", "kamelet:webhook-sing"));

        Path alerts = home.resolve("alerts.txt");
        await().until(() -> Files.exists(alerts) && Files.readString(alerts).contains("destination_held"));
        assertThat(Files.readString(alerts))
                .contains("The file crm.camel.yaml is broken", "the version before runs on", "webhook-sink");
    }

    @Test
    void aBrokenFileRunsOnceItIsMended() throws Exception {
        relay.file("crm.camel.yaml", "- rout: 1\n").start();
        assertThat(relay.get("/destinations")
                        .path("items")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("broken");
        relay.destination("crm");
        state("crm", "running");
    }

    @Test
    void eventsWaitForADestinationWhoseFileIsGoneUntilItIsBack() throws Exception {
        relay.destination("crm").start();
        relay.note("c1", "before");
        relay.verdict("before", "crm", "delivered");
        Path elsewhere = home.resolve("kept");
        Files.move(file("crm"), elsewhere);
        state("crm", "missing");
        relay.note("c1", "meanwhile");
        assertThat(relay.get("/destinations/crm").path("waiting").asInt()).isEqualTo(1);

        Files.move(elsewhere, file("crm"));
        state("crm", "running");
        relay.verdict("meanwhile", "crm", "delivered");
    }

    @Test
    void aFileUnderAnotherNameKeepsItsPlaceAndACopyRunsOnceTheFirstIsGone() throws Exception {
        relay.destination("crm").start();
        Files.copy(file("crm"), file("copy"));
        await().until(() -> logged("is in " + file("crm")));
        relay.note("c1", "both");
        relay.verdict("both", "crm", "delivered");

        Files.delete(file("crm"));
        await().until(() -> relay.get("/destinations/crm").path("file").asText().endsWith("copy.camel.yaml"));
        relay.note("c1", "moved");
        relay.verdict("moved", "crm", "delivered");
        assertThat(relay.get("/destinations/crm").path("delivered").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".crm.camel.yaml.swp",
                "crm.camel.yaml~",
                "#crm.camel.yaml#",
                ".#crm.camel.yaml",
                "4913",
                "crm.camel.yaml___jb_tmp___"
            })
    void whatEditorsLeaveBesideAFileIsNoDestination(String name) throws Exception {
        relay.destination("crm").start();
        Files.copy(file("crm"), home.resolve("routes").resolve(name));
        relay.destination("mark");
        state("mark", "running");
        assertThat(relay.get("/destinations").path("items")).hasSize(2);
        assertThat(relay.get("/destinations?state=broken").path("items")).isEmpty();
    }

    @Test
    void aFileThatIsReplacedByRenamingOneOverItIsTaken() throws Exception {
        relay.destination("crm").start();
        Path written = home.resolve("routes/.crm.tmp");
        Files.writeString(written, Files.readString(file("crm")).replace("/crm", "/renamed"));
        Files.move(written, file("crm"), StandardCopyOption.ATOMIC_MOVE);
        eventually("/renamed");
    }

    /** As Kubernetes mounts a ConfigMap: each file is a link through ..data, which is renamed over as a whole. */
    @Test
    void aMountedConfigMapIsTakenWhenItsLinkIsSwapped() throws Exception {
        Path routes = home.resolve("routes");
        relay.destination("crm").start();
        String text = Files.readString(file("crm"));
        version(routes, "..1", text.replace("/crm", "/one"));
        Files.createSymbolicLink(routes.resolve("..data"), Path.of("..1"));
        Files.delete(file("crm"));
        Files.createSymbolicLink(file("crm"), Path.of("..data/crm.camel.yaml"));
        eventually("/one");

        version(routes, "..2", text.replace("/crm", "/two"));
        Path next = Files.createSymbolicLink(routes.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, routes.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        eventually("/two");
    }

    private static void version(Path routes, String folder, String text) throws IOException {
        Files.writeString(Files.createDirectory(routes.resolve(folder)).resolve("crm.camel.yaml"), text);
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreFine() throws Exception {
        relay.destination("crm").start();
        String text = Files.readString(file("crm")).replace("/crm", "/windows").replace("\n", "\r\n");
        Files.writeString(file("crm"), "\ufeff" + text);
        eventually("/windows");
    }

    @Test
    void aFileIsReadOnceItIsWrittenAsAWhole() throws Exception {
        relay.destination("crm").start();
        byte[] text = Files.readString(file("crm")).replace("/crm", "/slowly").getBytes(StandardCharsets.UTF_8);
        Files.write(file("crm"), new byte[0]);
        for (byte one : text) {
            Files.write(file("crm"), new byte[] {one}, StandardOpenOption.APPEND);
        }
        eventually("/slowly");
        assertThat(logged("runs on")).isFalse();
    }

    @Test
    void aFolderThatCannotBeReadStopsNothing() throws Exception {
        relay.destination("crm").start();
        Path away = home.resolve("away");
        Files.move(home.resolve("routes"), away);
        await().until(() -> logged("Changes of destination files are not taken"));
        relay.note("c1", "meanwhile");
        relay.verdict("meanwhile", "crm", "delivered");
        Files.move(away, home.resolve("routes"));
        relay.destination("mark");
        state("mark", "running");
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.wotnotrelay.destination");
    }

    private boolean logged(String words) {
        return List.copyOf(log.list).stream()
                .anyMatch(e -> e.getFormattedMessage().contains(words));
    }

    private Path file(String name) {
        return home.resolve("routes").resolve(name + ".camel.yaml");
    }

    private void state(String destination, String state) {
        await().ignoreExceptions()
                .until(() -> relay.get("/destinations/" + destination)
                        .path("state")
                        .asText()
                        .equals(state));
    }

    /** Posts until one of the events arrives at this path. */
    private void eventually(String path) throws IOException, InterruptedException {
        await().until(() -> {
            relay.note("c9", "looking");
            return relay.received().contains(path);
        });
    }
}
