package io.wotnotrelay.destination;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of files that start, change and go. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    private Reports() {}

    /** {@code how}: a verb. */
    static void started(DestinationFile file, String how) {
        warnings(file);
        file.failure()
                .ifPresentOrElse(f -> LOG.error("{}", f), () -> LOG.info("{} {}: {}", path(file), how, names(file)));
    }

    static void refused(DestinationFile file, Finding why) {
        LOG.error("{} The version before it runs on: {}", why, names(file));
    }

    static void gone(DestinationFile file) {
        if (file.runs()) {
            LOG.warn(
                    "{} is gone; events wait for {} until a file has it again, or it is forgotten: bin/relay destinations forget NAME",
                    path(file),
                    names(file));
        } else {
            LOG.info("{} is gone; it did not run.", path(file));
        }
    }

    static void kamelet(List<Finding> findings) {
        findings.forEach(f -> LOG.error("{}", f));
    }

    private static void warnings(DestinationFile file) {
        file.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING)
                .forEach(f -> LOG.warn("{}", f));
    }

    private static Object path(DestinationFile file) {
        return file.checked().file();
    }

    private static String names(DestinationFile file) {
        return String.join(", ", file.status().destinations());
    }
}
