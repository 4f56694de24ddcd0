package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log of a running relay shows. */
class LogLevelsTest {
    private final LoggerContext loggers = new LoggerContext();

    @BeforeEach
    void read() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(loggers);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        loggers.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "visitors, INFO",
        "route1, INFO",
        "leads.camel, INFO",
        "io.wotnotrelay.destination.Destinations, INFO",
        "org.apache.camel.impl.DefaultCamelContext, WARN",
        "org.apache.camel.impl.engine.AbstractCamelContext, OFF",
        "io.vertx.core.impl.ContextImpl, WARN",
        "com.zaxxer.hikari.HikariDataSource, WARN"
    })
    void whatARouteSaysIsShownAndWhatALibrarySaysOnlyWhenSomethingIsWrong(String logger, String level) {
        assertThat(loggers.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.valueOf(level));
    }
}
