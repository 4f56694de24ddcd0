package io.wotnotrelay.log.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.derived.DerivedFile;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events on both sides of a volume's end: 1,499,900 to 1,500,099 and, far from them, 3,000,000. */
class VolumeTest {
    private static final long FROM = 1_499_900;
    private static final long TO = 1_500_099;
    private static final long FAR = 3_000_000;

    @TempDir
    Path data;

    private LogStore log;
    private Connection index;

    @BeforeEach
    void fill() throws SQLException {
        log = SqliteEventLog.open(
                data, new Settings.Store(null, 0), new Settings.Dedup(Duration.ofHours(48), 10), new HandClock());
        index = new DerivedFile(data.resolve("index.db"), log, IndexShape.SHAPE).create();
        IndexBatch batch = new IndexBatch();
        LongStream.concat(LongStream.rangeClosed(FROM, TO), LongStream.of(FAR)).forEach(seq -> add(batch, seq));
        batch.write(index, FAR, () -> {});
    }

    private static void add(IndexBatch batch, long seq) {
        byte[] digest = ByteBuffer.allocate(16).putLong(seq % 100).array();
        StoredEvent event = new StoredEvent(seq, 10 * seq, 1, "message", digest, new byte[8]);
        batch.add(event, IndexedFields.of("message", "talk-" + seq % 2, seq, "word" + seq % 100 + " all"));
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
        log.close();
    }

    private List<Long> found(EventQuery query) throws SQLException {
        return Search.run(index, query, query.after(), Math.min(query.before(), FAR + 1));
    }

    private int volumes() throws SQLException {
        return Volume.all(index).size();
    }

    @Test
    void aSearchGoesFromTheNewestVolumeToTheOldest() throws SQLException {
        assertThat(found(EventQuery.all(3))).containsExactly(FAR, TO, TO - 1);
        assertThat(found(EventQuery.all(500))).hasSize(201).first().isEqualTo(FAR);
        assertThat(found(EventQuery.all(102)).get(101)).isEqualTo(1_499_999);
        assertThat(found(EventQuery.all(9).text("word7"))).containsExactly(1_500_007L, 1_499_907L);
        assertThat(found(EventQuery.all(2).text("word0"))).containsExactly(FAR, 1_500_000L);
        assertThat(found(EventQuery.all(60).conversation("talk-1")).get(59)).isEqualTo(1_499_981);
    }

    @Test
    void aSearchWithinATimeOrAPartOfTheLogFindsWhatIsThere() throws SQLException {
        assertThat(found(EventQuery.all(9).received(14_999_980L, 15_000_010L)))
                .containsExactly(1_500_000L, 1_499_999L, 1_499_998L);
        assertThat(found(EventQuery.all(9).occurred(1_499_999L, 1_500_001L))).containsExactly(1_500_000L, 1_499_999L);
        assertThat(Search.run(index, EventQuery.all(9), 1_499_998, 1_500_001)).containsExactly(1_500_000L, 1_499_999L);
    }

    @Test
    void anEventIsFoundByItsIdInWhateverVolume() throws SQLException {
        assertThat(Search.byId(index, 0)).containsExactly(FAR, 1_500_000L, 1_499_900L);
        assertThat(Search.byId(index, 42)).containsExactly(1_500_042L, 1_499_942L);
    }

    @Test
    void aVolumeThatTheLogHasForgottenIsDroppedWhole() throws SQLException {
        forget(1_500_000);
        assertThat(volumes()).isEqualTo(2);
        assertThat(found(EventQuery.all(500))).hasSize(101);
        assertThat(tables()).isEqualTo(2 * tablesOfOne());
        assertThat(Search.byId(index, 42)).containsExactly(1_500_042L);
    }

    @Test
    void ofAVolumeThatTheLogHasForgottenInPartTheRestIsFound() throws SQLException {
        forget(1_499_950);
        assertThat(volumes()).isEqualTo(3);
        assertThat(found(EventQuery.all(500))).hasSize(151);
        assertThat(found(EventQuery.all(500).text("word42"))).containsExactly(1_500_042L);
        assertThat(number("SELECT count(*) FROM by_id_2"))
                .as("swept, since much is gone")
                .isEqualTo(50);
        assertThat(number("SELECT count(*) FROM by_conversation_2")).isEqualTo(50);
    }

    private void forget(long first) throws SQLException {
        Forgetting forgetting = new Forgetting(index, first);
        for (int step = 0; forgetting.step(); step++) {
            assertThat(step).as("it comes to an end").isLessThan(100);
        }
    }

    private long tables() throws SQLException {
        return number("SELECT count(*) FROM sqlite_master WHERE name GLOB '*_[0-9]*'");
    }

    private long tablesOfOne() throws SQLException {
        return number("SELECT count(*) FROM sqlite_master WHERE name GLOB '*_6' OR name GLOB '*_6_*'");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = index.createStatement()) {
            return DerivedFile.number(statement, sql);
        }
    }
}
