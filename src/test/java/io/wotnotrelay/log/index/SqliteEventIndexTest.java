package io.wotnotrelay.log.index;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.item;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.Items.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.derived.DerivedFile;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SqliteEventIndexTest {
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DerivedFile.class);

    @TempDir
    Path data;

    private LogStore log;
    private SqliteEventIndex index;

    /** Items of these tests are "conversation|occurredAt|text". */
    private static IndexedFields fields(StoredEvent event) {
        String[] parts = text(event).split("\\|", 3);
        if (parts.length < 3) {
            throw new IllegalStateException("not readable");
        }
        return IndexedFields.of(
                event.kind(),
                parts[0].isEmpty() ? null : parts[0],
                parts[1].isEmpty() ? null : Long.valueOf(parts[1]),
                parts[2]);
    }

    @BeforeEach
    void open() {
        said.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(said);
        openLog();
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
    }

    @AfterEach
    void close() {
        logger.detachAppender(said);
        logger.setLevel(null);
        index.close();
        log.close();
    }

    private void openLog() {
        log = SqliteEventLog.open(
                data,
                new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(48), 1_000),
                new HandClock());
    }

    private void reopenIndex() {
        index.close();
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
    }

    private void reach() {
        await().until(() -> index.lag() == 0);
    }

    private void add(String kind, long receivedAt, String text) {
        NewEvent item = item(kind, text.getBytes(StandardCharsets.UTF_8));
        await(log.append(receipt(1, receivedAt), List.of(item)));
    }

    private void some() {
        add("message\u001ftext", 1_000, "talk-1|500|Hello World from Zoë");
        add("message\u001fform.response", 2_000, "talk-2|600|mail to anna@example.com");
        add("status", 3_000, "talk-1||closed");
        add("message\u001ftext", 4_000, "talk-1|700|hello again, worldwide");
        add("odd", 5_000, "no fields at all");
    }

    private void check() {
        EventQuery all = EventQuery.all(10);
        assertThat(seqs(all)).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(seqs(all.conversation("talk-1"))).containsExactly(4L, 3L, 1L);
        assertThat(seqs(all.conversation("talk"))).isEmpty();
        assertThat(seqs(all.type("message", null))).containsExactly(4L, 2L, 1L);
        assertThat(seqs(all.type("message", "form.response"))).containsExactly(2L);
        assertThat(seqs(all.text("HELLO"))).containsExactly(4L, 1L);
        assertThat(seqs(all.text("hello world"))).containsExactly(1L);
        assertThat(seqs(all.text("world*"))).containsExactly(4L, 1L);
        assertThat(seqs(all.text("zoe"))).containsExactly(1L);
        assertThat(seqs(all.text("anna@example.com"))).containsExactly(2L);
        assertThat(seqs(all.text("\" OR * NEAR( -")))
                .as("no query language for strangers")
                .isEmpty();
        assertThat(seqs(all.text("again").conversation("talk-1").type("message", "text")))
                .containsExactly(4L);
        assertThat(seqs(all.text("again").conversation("talk-2"))).isEmpty();
        assertThat(seqs(all.received(2_000L, 4_000L))).containsExactly(3L, 2L);
        assertThat(seqs(all.received(4_000L, null))).containsExactly(5L, 4L);
        assertThat(seqs(all.occurred(null, 700L))).containsExactly(2L, 1L);
        assertThat(seqs(all.between(1, 4))).containsExactly(3L, 2L);
        assertThat(seqs(EventQuery.all(2))).containsExactly(5L, 4L);
        assertThat(seqs(EventQuery.all(2).between(0, 4))).containsExactly(3L, 2L);
        for (long seq = 1; seq <= 5; seq++) {
            assertThat(index.byId(log.find(seq).orElseThrow().id())).hasValue(seq);
        }
        assertThat(index.byId("evt_" + "0".repeat(32))).isEmpty();
        assertThat(index.byId("evt_" + "x".repeat(32))).isEmpty();
        assertThat(index.byId(null)).isEmpty();
    }

    private List<Long> seqs(EventQuery query) {
        Found found = index.search(query);
        assertThat(found.partial()).isFalse();
        return found.seqs();
    }

    @Test
    void eventsAreFoundInTheIndex() {
        some();
        reach();
        check();
        assertThat(index.indexedTo()).isEqualTo(5);
    }

    @Test
    void eventsThatAreNotIndexedYetAreFoundInTheLog() {
        CountDownLatch gate = holdFeeder();
        some();
        assertThat(index.indexedTo()).isZero();
        assertThat(seqsUnheld(EventQuery.all(10).type("message", null))).containsExactly(4L, 2L, 1L);
        gate.countDown();
        reach();
        check();
    }

    private CountDownLatch holdFeeder() {
        CountDownLatch gate = new CountDownLatch(1);
        index.close();
        index = SqliteEventIndex.open(
                data,
                log,
                event -> {
                    if (Thread.currentThread().getName().equals("log-index")) {
                        hold(gate);
                    }
                    return text(event).startsWith("no fields")
                            ? IndexedFields.of(event.kind(), null, null, text(event))
                            : fields(event);
                },
                1);
        return gate;
    }

    private static void hold(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Long> seqsUnheld(EventQuery query) {
        Found found = index.search(query);
        assertThat(found.indexedTo()).isZero();
        assertThat(found.partial()).isFalse();
        return found.seqs();
    }

    @Test
    void aListThatLeavesSomethingOutSaysSo() {
        CountDownLatch gate = holdFeeder();
        append(log, IntStream.range(0, 6_000).mapToObj(i -> "t||n" + i).toArray(String[]::new));
        Found found = index.search(EventQuery.all(10).text("n17"));
        assertThat(found.seqs()).isEmpty();
        assertThat(found.partial()).isTrue();
        assertThat(index.search(EventQuery.all(10).text("n5999")).seqs()).containsExactly(6_000L);
        gate.countDown();
        reach();
        assertThat(index.search(EventQuery.all(10).text("n17"))).isEqualTo(new Found(List.of(18L), false, 6_000));
    }

    @Test
    void aDeletedIndexComesBackAndSaysSo() throws IOException {
        some();
        reach();
        index.close();
        Files.delete(data.resolve("index.db"));
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
        assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("There is no index"));
        reach();
        check();
    }

    @Test
    void anIndexDeletedWhileRunningComesBack() throws IOException {
        some();
        reach();
        Files.delete(data.resolve("index.db"));
        await().until(() -> Files.exists(data.resolve("index.db")) && index.lag() == 0);
        await().untilAsserted(this::check);
    }

    @Test
    void anIndexOfAnotherLogIsDroppedAndSaysSo() throws IOException {
        some();
        reach();
        index.close();
        log.close();
        Files.delete(data.resolve("relay.db"));
        openLog();
        add("status", 1, "x||new world");
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
        assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("belongs to another log"));
        reach();
        assertThat(seqs(EventQuery.all(10))).containsExactly(1L);
        assertThat(seqs(EventQuery.all(10).conversation("talk-1"))).isEmpty();
    }

    @Test
    void anIndexAheadOfTheLogIsDroppedAndSaysSo() throws Exception {
        some();
        reach();
        index.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE state SET cursor = 6");
        }
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
        assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("is ahead of the log"));
        reach();
        check();
    }

    @Test
    void aDamagedIndexIsDroppedAndSaysSo() throws IOException {
        some();
        reach();
        index.close();
        try (RandomAccessFile damage =
                new RandomAccessFile(data.resolve("index.db").toFile(), "rw")) {
            damage.seek(4096);
            damage.write(new byte[30_000]);
        }
        index = SqliteEventIndex.open(data, log, SqliteEventIndexTest::fields, 1);
        assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("is damaged"));
        reach();
        check();
    }

    @Test
    void anIntactIndexIsKeptAndSaysNothing() {
        some();
        reach();
        reopenIndex();
        assertThat(index.indexedTo()).isEqualTo(5);
        assertThat(said.list).isEmpty();
        check();
    }

    @Test
    void prunedEventsAreNotFound() {
        some();
        reach();
        String gone = log.find(1).orElseThrow().id();
        await(log.prune(3));
        assertThat(seqs(EventQuery.all(10).conversation("talk-1"))).containsExactly(4L);
        assertThat(index.byId(gone)).isEmpty();
        await().untilAsserted(() -> assertThat(entries()).isEqualTo(2));
        assertThat(seqs(EventQuery.all(10).text("hello"))).containsExactly(4L);
    }

    private long entries() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM entry_0")) {
            return row.getLong(1);
        }
    }
}
