package io.wotnotrelay.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate nobody trusts but who is told to, made by the JDK's own keytool.
 *
 * @param file holds it with its key, PKCS #12
 */
public record TestCertificate(Path file) {
    public static final String PASSWORD = "changeit";
    private static final String ALIAS = "test";

    /** @param names such as {@code dns:localhost,ip:127.0.0.1} */
    public static TestCertificate make(Path folder, String names) throws Exception {
        return make(folder, names, "-keyalg", "EC", "-validity", "2");
    }

    /** @param options of keytool, such as {@code -keyalg EC -startdate -3d -validity 2} */
    public static TestCertificate make(Path folder, String names, String... options) throws Exception {
        Path file = folder.resolve("key-" + UUID.randomUUID() + ".p12");
        keytool(file, ALIAS, names, options);
        return new TestCertificate(file);
    }

    /** One that another signed, which comes in the chain behind it. */
    public static TestCertificate signed(Path folder, String names) throws Exception {
        Path file = folder.resolve("key-" + UUID.randomUUID() + ".p12");
        keytool(file, "issuer", names, "-keyalg", "EC", "-ext", "bc:c");
        keytool(file, ALIAS, names, "-keyalg", "EC", "-signer", "issuer");
        return new TestCertificate(file);
    }

    private static void keytool(Path file, String alias, String names, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-ext", "SAN=" + names));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** Of a server that shows it. */
    public SSLContext context() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Of a client that trusts these and no other; one that has not connected yet. */
    public static SSLContext trusting(TestCertificate... certificates) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestCertificate certificate : certificates) {
            store.setCertificateEntry(certificate.file().toString(), certificate.leaf());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    public X509Certificate leaf() throws GeneralSecurityException, IOException {
        return (X509Certificate) store().getCertificate(ALIAS);
    }

    /** The certificate and its chain, PEM. */
    public String chain() throws GeneralSecurityException, IOException {
        StringBuilder pem = new StringBuilder();
        for (Certificate certificate : store().getCertificateChain(ALIAS)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return pem.toString();
    }

    /** The key, PEM of PKCS #8. */
    public String key() throws GeneralSecurityException, IOException {
        return pem("PRIVATE KEY", store().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    /** Writes both, as certbot does. */
    public void write(Path chain, Path key) throws GeneralSecurityException, IOException {
        Files.writeString(chain, chain());
        Files.writeString(key, key());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
