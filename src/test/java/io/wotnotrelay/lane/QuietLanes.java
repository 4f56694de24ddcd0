package io.wotnotrelay.lane;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** For tests with thousands of lanes that fail on purpose: nobody reads what they say. */
final class QuietLanes implements BeforeAllCallback, AfterAllCallback {
    private final Logger logger = (Logger) LoggerFactory.getLogger(TroubleLog.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        logger.setLevel(null);
    }
}
