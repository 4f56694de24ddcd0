package io.wotnotrelay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom Java trusts, and beside that a server that shows one of these very certificates, whatever name it is for:
 * the local relay is called by an address that stands in no public certificate.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager standard;
    private final Collection<? extends Certificate> own;

    private Trust(X509ExtendedTrustManager standard, Collection<? extends Certificate> own) {
        this.standard = standard;
        this.own = own;
    }

    /** Trusts nobody but whom Java trusts. */
    static SSLContext standard() {
        return context(List.of());
    }

    /**
     * Trusts the certificates of a PEM file as well.
     *
     * @throws Stop with a sentence when there are none to be read
     */
    static SSLContext alsoIn(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return context(CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (IOException | CertificateException e) {
            throw new Stop(
                    "The certificate in " + file + " cannot be read (" + e + "), and the webhook's is compared with it."
                            + " Run this as a user who may read it, or name a copy with --trust.",
                    e);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> own) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            Trust trust = new Trust((X509ExtendedTrustManager) factory.getTrustManagers()[0], own);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    private boolean own(X509Certificate[] chain) {
        return chain.length > 0 && own.contains(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (!own(chain)) {
            standard.checkServerTrusted(chain, authType, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!own(chain)) {
            standard.checkServerTrusted(chain, authType, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (!own(chain)) {
            standard.checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        standard.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        standard.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        standard.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return standard.getAcceptedIssuers();
    }
}
