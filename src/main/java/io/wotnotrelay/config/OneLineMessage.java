package io.wotnotrelay.config;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.Arrays;

/**
 * The message of a log line, and its stack trace, in one line: whoever can put a line break into an event must not be
 * able to forge a line of the log, nor to steer the terminal it is read in.
 */
public final class OneLineMessage extends ThrowableHandlingConverter {
    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_TRACE = 8_000;
    private static final int MOST_CAUSES = 6;
    private static final int MOST_FRAMES = 12;

    @Override
    public String convert(ILoggingEvent event) {
        String message = OneLine.of(String.valueOf(event.getFormattedMessage()), LONGEST_MESSAGE);
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? message : message + " | " + trace(thrown);
    }

    /** Each exception of the chain with its innermost frames: the last cause matters more than the outermost frames. */
    private static String trace(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy one = thrown;
        for (int depth = 0; one != null && depth < MOST_CAUSES; depth++) {
            text.append(depth == 0 ? "" : " | caused by ").append(one.getClassName());
            text.append(": ").append(one.getMessage());
            Arrays.stream(one.getStackTraceElementProxyArray())
                    .limit(MOST_FRAMES)
                    .forEach(frame -> text.append(' ').append(frame.getSTEAsString()));
            one = one.getCause();
        }
        return OneLine.of(text.toString(), LONGEST_TRACE);
    }
}
