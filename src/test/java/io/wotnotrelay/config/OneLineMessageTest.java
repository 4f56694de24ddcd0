package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OneLineMessageTest {
    @Test
    void aLogLineIsOneLineWhateverItTells() throws Exception {
        String line = line("from \u001b[31m{}\u0007", "a\r\nERROR b\u2028c\u202ed\u0085", null);

        assertThat(line)
                .endsWith(
                        "Room: from \\u001b[31ma\\r\\nERROR b\\u2028c\\u202ed\\u0085\\u0007" + System.lineSeparator());
    }

    @Test
    void aStackTraceStaysInTheLine() throws Exception {
        String line = line("failed {}", "x", new IllegalStateException("one\ntwo", new RuntimeException("why")));

        assertThat(line.stripTrailing().lines()).hasSize(1);
        assertThat(line)
                .contains("failed x | java.lang.IllegalStateException: one\\ntwo at io.wotnotrelay")
                .contains(" | caused by java.lang.RuntimeException: why at ");
    }

    @Test
    void theLevelsAreOursFromInfoAndTheOthersFromWarn() throws Exception {
        LoggerContext context = context();

        assertThat(context.getLogger("io.wotnotrelay.lane.Lane").isInfoEnabled())
                .isTrue();
        assertThat(context.getLogger("io.wotnotrelay.lane.Lane").isDebugEnabled())
                .isFalse();
        assertThat(context.getLogger("org.apache.camel").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("io.vertx").isWarnEnabled()).isTrue();
    }

    private static String line(String message, String argument, Throwable thrown) throws Exception {
        LoggerContext context = context();
        Logger logger = context.getLogger("io.wotnotrelay.Room");
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDERR");
        Encoder<ILoggingEvent> encoder = appender.getEncoder();
        LoggingEvent event = new LoggingEvent("x", logger, Level.WARN, message, thrown, new Object[] {argument});
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static LoggerContext context() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        return context;
    }
}
