package io.wotnotrelay.config;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * The message of a log line, and its stack trace, in one line: whoever can put a line break into an event must not be
 * able to forge a line of the log, nor to steer the terminal it is read in.
 */
public final class OneLineMessage extends ThrowableHandlingConverter {
    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_TRACE = 8_000;

    @Override
    public String convert(ILoggingEvent event) {
        String message = OneLine.of(String.valueOf(event.getFormattedMessage()), LONGEST_MESSAGE);
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? message : message + " | " + trace(thrown);
    }

    private static String trace(IThrowableProxy thrown) {
        String frames = ThrowableProxyUtil.asString(thrown).strip().replaceAll("\\R\\s*", " | ");
        return OneLine.of(frames, LONGEST_TRACE);
    }
}
