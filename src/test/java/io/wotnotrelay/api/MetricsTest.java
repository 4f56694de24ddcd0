package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wotnotrelay.log.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MetricsTest {
    private final HandClock clock = new HandClock();
    private final Metrics metrics = new Metrics(clock);

    @Test
    void withoutACertificateThereIsNoExpiry() {
        assertThat(metrics.scrape()).doesNotContain("relay_tls");
    }

    @Test
    void theTimeLeftOfTheCertificateCountsDownAndARenewalSetsItAnew() {
        Logger micrometer = (Logger) LoggerFactory.getLogger("io.micrometer");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        micrometer.addAppender(said);
        try {
            metrics.certificate(clock.instant().plusSeconds(100));
            clock.move(Duration.ofSeconds(130));
            assertThat(metrics.scrape()).contains("\nrelay_tls_expiry_seconds -30.0\n");
            metrics.certificate(clock.instant().plusSeconds(100));
            assertThat(metrics.scrape()).contains("\nrelay_tls_expiry_seconds 100.0\n");
            assertThat(said.list).isEmpty();
        } finally {
            micrometer.detachAppender(said);
        }
    }
}
