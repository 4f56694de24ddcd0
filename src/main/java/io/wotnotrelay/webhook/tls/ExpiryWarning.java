package io.wotnotrelay.webhook.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once a day that a certificate will expire: from 14 days before, or in the last third of one that lives shorter. */
final class ExpiryWarning {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarning.class);
    private static final Duration BEFORE = Duration.ofDays(14);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Path file;
    private final Clock clock;
    private Certificate warned;
    private Instant last;

    ExpiryWarning(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    void look(Certificate certificate) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, certificate.expires());
        if (left.compareTo(early(certificate)) >= 0 || (certificate == warned && now.isBefore(last.plus(AGAIN)))) {
            return;
        }
        warned = certificate;
        last = now;
        if (left.isNegative() || left.isZero()) {
            LOG.error(
                    "The certificate in {} has expired on {}: senders refuse it. Renew it; the relay takes the new one up by itself.",
                    file,
                    certificate.expires());
        } else {
            LOG.warn(
                    "The certificate in {} expires on {}, in {}. Renew it; the relay takes the new one up by itself.",
                    file,
                    certificate.expires(),
                    words(left));
        }
    }

    private static Duration early(Certificate certificate) {
        Duration third = certificate.lifetime().dividedBy(3);
        return third.compareTo(BEFORE) < 0 ? third : BEFORE;
    }

    private static String words(Duration left) {
        return left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
    }
}
