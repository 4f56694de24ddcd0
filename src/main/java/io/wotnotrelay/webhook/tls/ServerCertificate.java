package io.wotnotrelay.webhook.tls;

import io.vertx.core.net.KeyCertOptions;
import io.wotnotrelay.config.Settings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the port. {@link #look} takes a renewed one up; connections that are open are not touched. A pair
 * that cannot be used leaves the one in use where it is, and is told once, when it has been the same for two looks:
 * two files cannot be replaced at one moment.
 */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final int HANDSHAKE_MILLIS = 5_000;

    private final Settings.Tls files;
    private final Clock clock;
    private final Consumer<Instant> expiry;
    private final ExpiryWarning warning;
    private final ShownKey shown;
    private Object used;
    private Object suspect;
    private Object refused;

    /**
     * @param expiry told when the certificate that is shown will expire, now and after each renewal
     * @throws UnusableCertificateException with a sentence when the files hold none that can be shown
     */
    public ServerCertificate(Settings.Tls files, Clock clock, Consumer<Instant> expiry)
            throws UnusableCertificateException {
        this.files = files;
        this.clock = clock;
        this.expiry = expiry;
        Certificate.Files read = Certificate.Files.read(files);
        this.shown = new ShownKey(Certificate.of(read));
        this.used = read;
        this.warning = new ExpiryWarning(files.certificate(), clock);
        shows();
    }

    /** For the server's options; what it gives changes with the files. */
    public KeyCertOptions options() {
        return KeyCertOptions.wrap(shown);
    }

    /** The certificate that is shown now. */
    public X509Certificate leaf() {
        return shown.certificate().leaf();
    }

    /**
     * Shakes hands over this connection to the own port, as a sender that trusts this certificate.
     * What fails here fails for every sender, and is told.
     */
    public void tryHandshake(Socket socket) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("own", leaf());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            ((SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), false))
                    .startHandshake();
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn(
                    "No TLS handshake succeeds at the webhook's own port with the certificate in {} ({})."
                            + " Senders may not get through either.",
                    files.certificate(),
                    e.getMessage());
        }
    }

    /** Looks at the files. To be called every few seconds, by one thread at a time; reads them, which may wait for a disk. */
    public synchronized void look() {
        Object found = null;
        try {
            Certificate.Files read = Certificate.Files.read(files);
            found = read;
            if (read.equals(used) || read.equals(refused)) {
                suspect = null;
                refused = read.equals(used) ? null : refused;
            } else {
                take(read);
            }
        } catch (UnusableCertificateException e) {
            refuse(found == null ? e.getMessage() : found, e.getMessage());
        }
        warning.look(shown.certificate());
    }

    private void take(Certificate.Files read) throws UnusableCertificateException {
        Certificate fresh = Certificate.of(read);
        if (!fresh.expires().isAfter(clock.instant())) {
            throw read.certificate().unusable("has expired on " + fresh.expires() + ". Renew it.", null);
        }
        shown.show(fresh);
        used = read;
        suspect = null;
        refused = null;
        LOG.info(
                "The webhook shows the renewed certificate of {}, valid until {}.",
                files.certificate(),
                fresh.expires());
        shows();
    }

    private void refuse(Object found, String sentence) {
        if (found.equals(refused)) {
            return;
        }
        if (!Objects.equals(found, suspect)) {
            suspect = found;
            return;
        }
        refused = found;
        LOG.error(
                "The webhook keeps its certificate, valid until {}, since the files that were to replace it cannot be used. {}",
                shown.certificate().expires(),
                sentence);
    }

    private void shows() {
        Certificate certificate = shown.certificate();
        expiry.accept(certificate.expires());
        if (certificate.chainIsMissing()) {
            LOG.warn(
                    "{} holds a certificate without the one of its issuer, and many senders then refuse it."
                            + " Let relay.webhook.tls.certificate name the whole chain (certbot's fullchain.pem).",
                    files.certificate());
        }
        warning.look(certificate);
    }
}
