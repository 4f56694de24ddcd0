package io.wotnotrelay.destination.failure;

import com.google.api.client.http.HttpResponseException;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.sink.MisconfiguredException;
import io.wotnotrelay.sink.NotNowException;
import io.wotnotrelay.sink.UnfitEventException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelContext;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * From the exception a route ended with to what it means. What is not known is transient: it is tried again and ends as
 * a dead letter with its cause, so nothing is lost by a wrong guess.
 */
public final class Failures {
    private final Redaction redaction;
    private final Clock clock;

    /** @param redaction knows the secrets that must not be shown */
    public Failures(Redaction redaction, Clock clock) {
        this.redaction = redaction;
        this.clock = clock;
    }

    /** With the secrets known to this context: its {@link Redaction} bean, if there is one. */
    public static Failures of(CamelContext context) {
        Set<Redaction> known = context.getRegistry().findByType(Redaction.class);
        return new Failures(known.isEmpty() ? new Redaction() : known.iterator().next(), Clock.systemUTC());
    }

    /** What it means. Never fails. */
    public Failed read(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        // What the destination said, at any depth, tells more than what was wrapped around it.
        return Stream.<Function<Throwable, Failed>>of(BadEvents::json, this::google, this::said, BadEvents::read)
                .flatMap(reader -> chain.stream().map(reader))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> unknown(chain));
    }

    /** An exception with its causes, the outermost first; javax.mail chains by getNextException as well. */
    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = thrown; t != null && chain.size() < 50 && seen.add(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /** Of all others first: Google's client wraps what the server said into what looks like trouble of the network. */
    private Failed google(Throwable t) {
        return t instanceof HttpResponseException e ? GoogleFailures.read(e, clock.instant()) : null;
    }

    private Failed said(Throwable t) {
        if (t instanceof MisconfiguredException mend) {
            return new Failed(Failure.CONFIGURATION, mend.status(), redaction.line(mend.getMessage()), null);
        }
        if (t instanceof HttpOperationFailedException http) {
            return HttpFailures.read(http, clock.instant());
        }
        if (t instanceof BadEventException || t instanceof UnfitEventException) {
            return failed(Failure.BAD_EVENT, t.getMessage());
        }
        if (t instanceof ConfigurationException) {
            return failed(Failure.CONFIGURATION, t.getMessage());
        }
        Failed mail = MailFailures.read(t, redaction);
        if (mail != null) {
            return mail;
        }
        if (t instanceof SSLException tls) {
            return tls(tls);
        }
        return t instanceof IOException || t instanceof TimeoutException ? network(t) : null;
    }

    private Failed network(Throwable t) {
        if (t instanceof NotNowException) {
            return failed(Failure.TRANSIENT, t.getMessage());
        }
        if (t instanceof UnknownHostException) {
            return failed(Failure.CONFIGURATION, "The host " + host(t) + " is not known; correct its name.");
        }
        // An attempt to connect that ran out of time is a ConnectException's cousin in HttpClient 5, but extends this.
        if (t instanceof SocketTimeoutException || t instanceof TimeoutException) {
            return failed(Failure.TRANSIENT, "It did not answer in time: " + text(t));
        }
        if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
            return failed(Failure.TRANSIENT, "It could not be reached: " + text(t));
        }
        if (t instanceof SocketException || t instanceof EOFException) {
            return failed(Failure.TRANSIENT, "The connection broke: " + text(t));
        }
        return failed(Failure.TRANSIENT, named(t));
    }

    /** A certificate does not mend itself by waiting; any other trouble of TLS may be the network's. */
    private Failed tls(SSLException t) {
        boolean certificate = t instanceof SSLPeerUnverifiedException
                || t instanceof SSLHandshakeException
                        && chain(t).stream().anyMatch(c -> c instanceof java.security.GeneralSecurityException);
        return certificate
                ? failed(
                        Failure.CONFIGURATION,
                        "Its TLS certificate is not trusted (" + text(t)
                                + "); correct the host or set camel.ssl.trustStore.")
                : failed(Failure.TRANSIENT, "TLS failed: " + text(t));
    }

    private Failed unknown(List<Throwable> chain) {
        Throwable root = chain.get(chain.size() - 1);
        if (root instanceof OutOfMemoryError) {
            return failed(Failure.TRANSIENT, "The relay ran out of memory during this delivery.");
        }
        if (root instanceof LinkageError) {
            return failed(Failure.CONFIGURATION, "A library does not fit: " + named(root));
        }
        return root instanceof Error
                ? failed(Failure.BAD_EVENT, "The route fails on this event with " + simpleName(root) + ".")
                : failed(Failure.TRANSIENT, named(root));
    }

    private String host(Throwable t) {
        String said = redaction.line(t.getMessage());
        int colon = said.indexOf(':');
        return colon < 0 ? said : said.substring(0, colon);
    }

    private String named(Throwable t) {
        return t.getMessage() == null ? simpleName(t) + "." : simpleName(t) + ": " + text(t);
    }

    private String text(Throwable t) {
        return redaction.line(t.getMessage() == null ? simpleName(t) : t.getMessage());
    }

    static String simpleName(Throwable t) {
        return t.getClass().getSimpleName().isEmpty()
                ? t.getClass().getName()
                : t.getClass().getSimpleName();
    }

    private Failed failed(Failure failure, String cause) {
        return new Failed(failure, 0, redaction.line(cause), null);
    }
}
