package io.wotnotrelay.webhook.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.wotnotrelay.config.Settings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its chain and its key, which fit each other.
 *
 * @param chain the certificate first
 */
record Certificate(List<X509Certificate> chain, PrivateKey key) {
    private static final String KEY_FORMS =
            "Write an RSA or EC key without a password, as PKCS #8 (BEGIN PRIVATE KEY) or as openssl writes it.";

    /** What the two files hold at one moment. */
    record Files(PemFile certificate, PemFile key) {
        static Files read(Settings.Tls tls) throws UnusableCertificateException {
            return new Files(
                    PemFile.read("relay.webhook.tls.certificate", tls.certificate()),
                    PemFile.read("relay.webhook.tls.key", tls.key()));
        }
    }

    static Certificate of(Files files) throws UnusableCertificateException {
        List<X509Certificate> chain = chain(files.certificate());
        PrivateKey key = key(files.key(), files.certificate(), chain.get(0).getPublicKey());
        for (int i = 0; i < chain.size(); i++) {
            if (fits(chain.get(i).getPublicKey(), key)) {
                if (i > 0) {
                    throw files.certificate()
                            .unusable("holds the certificate of the key behind others. Put it first.", null);
                }
                return new Certificate(chain, key);
            }
        }
        throw files.key()
                .unusable(
                        "is not the key of the certificate in "
                                + files.certificate().file() + ". Name the two that belong together.",
                        null);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    Instant expires() {
        return leaf().getNotAfter().toInstant();
    }

    Duration lifetime() {
        return Duration.between(leaf().getNotBefore().toInstant(), expires());
    }

    /** Whether senders are left to find the issuer's certificate themselves, which most do not. */
    boolean chainIsMissing() {
        return chain.size() == 1 && !leaf().getSubjectX500Principal().equals(leaf().getIssuerX500Principal());
    }

    private static List<X509Certificate> chain(PemFile file) throws UnusableCertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (String block : file.blocks("CERTIFICATE")) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(block))));
            }
        } catch (CertificateException e) {
            throw file.unusable("holds a certificate that is damaged. Write the file anew.", e);
        }
        if (chain.isEmpty()) {
            throw file.unusable("holds no certificate. Name a PEM file with BEGIN CERTIFICATE in it.", null);
        }
        return chain;
    }

    /** Vert.x reads the forms of keys that the JDK does not. It wants a certificate beside the key, any. */
    private static PrivateKey key(PemFile file, PemFile certificate, PublicKey other)
            throws UnusableCertificateException {
        file.whole();
        if (file.text().contains("ENCRYPTED")) {
            throw file.unusable("holds a key with a password. " + KEY_FORMS, null);
        }
        try {
            PemKeyCertOptions pem = new PemKeyCertOptions()
                    .addKeyValue(Buffer.buffer(bytes(file.text())))
                    .addCertValue(Buffer.buffer(bytes(certificate.text())));
            for (KeyManager keys : pem.getKeyManagerFactory(null).getKeyManagers()) {
                X509KeyManager x509 = (X509KeyManager) keys;
                return x509.getPrivateKey(x509.getServerAliases(other.getAlgorithm(), null)[0]);
            }
            throw new GeneralSecurityException("no key");
        } catch (Exception e) {
            throw file.unusable("holds no key that can be read. " + KEY_FORMS, e);
        }
    }

    private static boolean fits(PublicKey open, PrivateKey key) {
        if (!open.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(bytes("fits"));
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(bytes("fits"));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
