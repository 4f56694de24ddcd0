package io.wotnotrelay.webhook.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the certificate of now. The server's TLS context stays the same one: Vert.x' own
 * {@code updateSSLOptions} drops connections that come while it makes another.
 */
final class ShownKey extends X509ExtendedKeyManager {
    private final AtomicLong numbers = new AtomicLong();
    private volatile Shown now;

    /** @param before a handshake may have begun with it: alias, key and chain are asked for one after the other */
    private record Shown(String alias, Certificate certificate, Shown before) {}

    ShownKey(Certificate certificate) {
        show(certificate);
    }

    void show(Certificate certificate) {
        Shown last = now;
        Shown before = last == null ? null : new Shown(last.alias(), last.certificate(), null);
        now = new Shown("certificate-" + numbers.incrementAndGet(), certificate, before);
    }

    Certificate certificate() {
        return now.certificate();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        Shown shown = now;
        return shown.certificate().key().getAlgorithm().equals(keyType) ? shown.alias() : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Certificate certificate = of(alias);
        return certificate == null ? null : certificate.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Certificate certificate = of(alias);
        return certificate == null ? null : certificate.key();
    }

    private Certificate of(String alias) {
        for (Shown shown = now; shown != null; shown = shown.before()) {
            if (shown.alias().equals(alias)) {
                return shown.certificate();
            }
        }
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
