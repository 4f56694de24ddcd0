package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(TroubleLog.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(1);
    private final TroubleLog trouble = new TroubleLog("sales", now::get);

    @BeforeEach
    void listen() {
        said.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void theFirstFailureIsToldAtOnceWithItsCause() {
        trouble.failed(Result.Failure.TRANSIENT, "refused");
        assertThat(lines()).singleElement().asString().contains("sales", "1 of", "refused");
    }

    @Test
    void furtherFailuresAreToldOnceAMinuteWithTheirNumber() {
        for (int i = 0; i < 10; i++) {
            trouble.failed(Result.Failure.TRANSIENT, "refused");
        }
        assertThat(lines()).hasSize(1);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        trouble.failed(Result.Failure.TRANSIENT, "timed out");
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("10 of", "timed out");
    }

    @Test
    void theEndOfTroubleIsToldOnce() {
        trouble.delivered();
        trouble.failed(Result.Failure.CONFIGURATION, "401");
        trouble.delivered();
        trouble.delivered();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("sales delivers");
    }

    @Test
    void aDeadLetterIsToldWithItsEvent() {
        trouble.failed(Result.Failure.BAD_EVENT, "no address");
        trouble.dead(7, "no address");
        assertThat(lines()).singleElement().asString().contains("dead letter", "event 7", "no address");
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
