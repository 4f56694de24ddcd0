package io.wotnotrelay.sink;

import java.net.UnknownHostException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** What Kafka's client says when it writes nothing, in plain words. */
final class KafkaFaults {
    private KafkaFaults() {}

    static Exception of(Throwable thrown) {
        if (caused(thrown, SslAuthenticationException.class)) {
            return mend("The brokers' TLS certificate is not trusted, or they speak no TLS: correct brokers, or tls.");
        }
        if (caused(thrown, UnsupportedSaslMechanismException.class)) {
            return mend("The brokers offer no such login: correct mechanism.");
        }
        if (caused(thrown, SaslAuthenticationException.class)) {
            return mend("Kafka refused the user name or password: correct username, password and mechanism.");
        }
        if (caused(thrown, AuthorizationException.class)) {
            return mend(
                    "The user may not write to the topic: grant it Write, and IdempotentWrite where brokers ask for it.");
        }
        if (caused(thrown, UnknownTopicOrPartitionException.class) || caused(thrown, InvalidTopicException.class)) {
            return mend("There is no such topic, and the brokers make none by themselves: make it, or correct topic.");
        }
        if (caused(thrown, RecordTooLargeException.class)) {
            return new UnfitEventException(
                    "the event is larger than what Kafka takes; raise max.request.size in options,"
                            + " and the topic's max.message.bytes");
        }
        return config(thrown) ? config() : passing(thrown);
    }

    private static boolean config(Throwable thrown) {
        return caused(thrown, ConfigException.class);
    }

    /** All settings but the brokers' names were looked at before. */
    private static Exception config() {
        return new UnknownHostException("none of brokers");
    }

    private static NotNowException passing(Throwable thrown) {
        boolean late = thrown instanceof TimeoutException || thrown instanceof java.util.concurrent.TimeoutException;
        String what = caused(thrown, NotEnoughReplicasException.class)
                ? "has too few replicas in step"
                : late ? "could not be reached, or did not answer in time" : "cannot take it now";
        return new NotNowException("Kafka " + what + " (" + thrown.getClass().getSimpleName() + ").", thrown);
    }

    private static MisconfiguredException mend(String sentence) {
        return new MisconfiguredException(0, sentence);
    }

    private static boolean caused(Throwable thrown, Class<? extends Throwable> by) {
        Throwable t = thrown;
        for (int i = 0; t != null && i < 20; i++, t = t.getCause()) {
            if (by.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
