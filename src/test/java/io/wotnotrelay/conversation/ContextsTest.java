package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code context.db} may suffer, and what the reader promises all the same. */
class ContextsTest extends ContextsContract {
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.wotnotrelay");

    @Override
    ContextsRig rig(Path folder) {
        return new ContextsRig(folder);
    }

    @BeforeEach
    void hear() {
        said.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(said);
    }

    @AfterEach
    void hearNoMore() {
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    private List<String> warnings() {
        return said.list.stream()
                .filter(e -> e.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void aDeletedFileIsFoldedAgainFromTheLog() throws IOException {
        begin();
        rig.close();
        rig.deleteFile();
        rig.start();
        assertThat(name(2)).isEqualTo("Ann");
        assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("There is no context"));
    }

    @Test
    void aFileDeletedUnderTheRunningRelayIsMadeAgain() throws IOException {
        begin();
        rig.awaitWritten();
        List<Long> told = new CopyOnWriteArrayList<>();
        rig.contexts.listen(events -> events.forEach(e -> told.add(e.seq())));
        rig.deleteFile();
        rig.add(talk.says("again"));
        await().until(() -> Files.exists(rig.file()) && rig.contexts.keptTo() == 3);
        rig.add(talk.says("and again"));
        assertThat(name(4)).isEqualTo("Ann");
        await().until(() -> told.size() == 2);
        assertThat(told).as("each once").containsExactly(3L, 4L);
        assertThat(name(2)).isEqualTo("Ann");
        assertThat(name(3)).isEqualTo("Ann");
    }

    @Test
    void aFileOfAnotherLogIsDropped() throws IOException {
        begin();
        rig.close();
        byte[] foreign = rig.copy();
        for (Path file :
                List.of(data.resolve("relay.db"), data.resolve("relay.db-wal"), data.resolve("relay.db-shm"))) {
            Files.deleteIfExists(file);
        }
        rig.start();
        rig.close();
        rig.deleteFile();
        Files.write(rig.file(), foreign);
        rig.start();
        rig.add(talk.says("not Ann's"), talk.says("nor this"), talk.says("nor this"));
        assertThat(name(3)).isNull();
        assertThat(warnings()).anyMatch(w -> w.contains("belongs to another log"));
    }

    @Test
    void aFileAheadOfTheLogIsDropped() throws IOException, SQLException {
        begin();
        rig.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rig.file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE state SET cursor = 3");
            statement.executeUpdate("INSERT INTO context SELECT 3, at, conversation, x'7b7d' FROM context");
        }
        rig.start();
        rig.add(talk.says("again"));
        assertThat(name(3)).isEqualTo("Ann");
        assertThat(warnings()).anyMatch(w -> w.contains("is ahead of the log"));
    }

    @Test
    void aDamagedFileIsDropped() throws IOException {
        begin();
        rig.close();
        try (RandomAccessFile file = new RandomAccessFile(rig.file().toFile(), "rw")) {
            file.seek(0);
            file.write(new byte[(int) file.length()]);
        }
        rig.start();
        assertThat(name(2)).isEqualTo("Ann");
        assertThat(warnings()).anyMatch(w -> w.contains("is damaged"));
    }

    @Test
    void aFileDamagedUnderTheRunningRelayIsNoticedDroppedAndMadeAgain() throws IOException, SQLException {
        begin();
        assertThat(name(2)).isEqualTo("Ann");
        rig.restart();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rig.file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE context SET data = x'00'");
        }
        assertThat(rig.event(2).text()).isEqualTo("hi");
        await().until(() -> "Ann".equals(name(2)));
        assertThat(warnings()).hasSize(1).anyMatch(w -> w.contains("a row is damaged"));
    }

    @Test
    void whereTheFileCannotBeHadEventsGoOnAndItIsMadeUpForLater() throws IOException {
        begin();
        rig.close();
        rig.deleteFile();
        Files.createDirectory(rig.file());
        Files.createFile(rig.file().resolve("in the way"));
        rig.start();
        rig.add(talk.says("nobody knows"), talk.books("Bea"), talk.says("in memory"));
        assertThat(rig.event(3).text()).isEqualTo("nobody knows");
        assertThat(name(3)).isNull();
        assertThat(name(5)).isEqualTo("Bea");
        assertThat(warnings()).hasSize(1).first().asString().contains("events are delivered all the same");
        Files.delete(rig.file().resolve("in the way"));
        Files.delete(rig.file());
        await().until(() -> rig.contexts.keptTo() == 5);
        assertThat(LongStream.rangeClosed(1, 5).mapToObj(this::name))
                .containsExactly("Ann", "Ann", "Ann", "Bea", "Bea");
    }

    @Test
    void whatCannotBeWrittenStaysInMemoryThenIsGivenUpAndMadeUpForLater() throws Exception {
        rig.close();
        rig = new ContextsRig(data, 20_000);
        begin();
        rig.awaitWritten();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + rig.file());
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            rig.add(talk.says("a"), talk.sets("visitor_name", "\"Bea\""));
            assertThat(name(3)).isEqualTo("Ann");
            assertThat(name(4)).isEqualTo("Bea");
            for (int i = 0; i < 100; i++) {
                Talk one = new Talk("other " + i, "v");
                rig.add(one.begins("n" + i, "u"), one.says("x"));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> !warnings().isEmpty());
            long last = rig.add(talk.says("goes on"));
            assertThat(rig.event(last).text()).isEqualTo("goes on");
            statement.executeUpdate("ROLLBACK");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> rig.contexts.keptTo() == rig.log.head());
        List<StoredEvent> all = rig.log.read(0, 1_000);
        for (StoredEvent event : all) {
            assertThat(rig.contexts.of(event).toJson())
                    .isEqualTo(ContextsRig.naive(all, event).toJson());
        }
        assertThat(rig.rows()).hasSize(102);
    }

    @Test
    void whileTheLogCannotBeReadLanesWaitAndAreToldWhy() throws IOException {
        begin();
        rig.contexts.close();
        rig.deleteFile();
        AtomicBoolean unreadable = new AtomicBoolean(true);
        rig.contexts = Contexts.open(data, sometimes(unreadable), ContextsRig.AGE, rig.clock);
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.contexts.trouble() != null);
        assertThat(rig.contexts.trouble()).endsWith("2 events are left.");
        assertThat(rig.contexts.lag()).isEqualTo(2);
        assertThat(rig.contexts.place()).isZero();
        unreadable.set(false);
        assertThat(name(2)).isEqualTo("Ann");
        await().until(() -> rig.contexts.trouble() == null);
        assertThat(warnings()).hasSize(1).first().asString().contains("The log cannot be read");
    }

    /** The log, whose pages cannot be read while this says so. */
    private LogStore sometimes(AtomicBoolean unreadable) {
        return (LogStore) Proxy.newProxyInstance(
                LogStore.class.getClassLoader(), new Class<?>[] {LogStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("read") && unreadable.get()) {
                        throw new StoreUnavailableException("The disk cannot be read.", null);
                    }
                    return method.invoke(rig.log, args);
                });
    }

    @Test
    void theFileHoldsNoKeyOfAConversationAndIsForThisUserAlone() throws IOException {
        Talk secret = new Talk("the-key-of-it", "v");
        rig.add(secret.begins("Ann", "u"), secret.says("x"));
        assertThat(name(2)).isEqualTo("Ann");
        rig.close();
        assertThat(new String(Files.readAllBytes(rig.file()), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("Ann")
                .doesNotContain("the-key-of-it");
        assertThat(Files.getPosixFilePermissions(rig.file())).hasSize(2);
        rig.start();
    }
}
