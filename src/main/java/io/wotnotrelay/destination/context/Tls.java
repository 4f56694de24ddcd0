package io.wotnotrelay.destination.context;

import io.wotnotrelay.destination.yaml.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.SSLConfigurationProperties;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.util.StringHelper;

/** The {@code camel.ssl.*} keys as camel-main reads them, for a context that camel-main does not start. */
final class Tls {
    private static final String PREFIX = "camel.ssl.";

    private Tls() {}

    static void configure(CamelContext context, Properties properties, Placeholders placeholders) {
        Map<String, Object> options = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                Optional<String> value = placeholders.resolve(properties.getProperty(key));
                value.ifPresent(v -> options.put(StringHelper.dashToCamelCase(key.substring(PREFIX.length())), v));
            }
        }
        if (!options.isEmpty()) {
            SSLConfigurationProperties ssl = new SSLConfigurationProperties(null);
            PropertyBindingSupport.build()
                    .withIgnoreCase(true)
                    .withMandatory(true)
                    .bind(context, ssl, options);
            if (ssl.isEnabled()) {
                context.setSSLContextParameters(parameters(context, ssl));
            }
        }
    }

    private static SSLContextParameters parameters(CamelContext context, SSLConfigurationProperties ssl) {
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setCamelContext(context);
        parameters.setProvider(ssl.getProvider());
        parameters.setCertAlias(ssl.getCertAlias());
        if (ssl.getSecureSocketProtocol() != null) {
            parameters.setSecureSocketProtocol(ssl.getSecureSocketProtocol());
        }
        if (ssl.getKeyStore() != null) {
            parameters.setKeyManagers(keys(context, ssl));
        }
        parameters.setTrustManagers(trust(context, ssl));
        return parameters;
    }

    private static KeyManagersParameters keys(CamelContext context, SSLConfigurationProperties ssl) {
        KeyStoreParameters store = store(context, ssl.getKeyStore(), ssl.getKeystorePassword());
        store.setType(ssl.getKeyStoreType());
        store.setProvider(ssl.getKeyStoreProvider());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setCamelContext(context);
        keys.setKeyStore(store);
        keys.setKeyPassword(ssl.getKeystorePassword());
        keys.setAlgorithm(ssl.getKeyManagerAlgorithm());
        keys.setProvider(ssl.getKeyManagerProvider());
        return keys;
    }

    /** Null for the JDK's own trust. */
    private static TrustManagersParameters trust(CamelContext context, SSLConfigurationProperties ssl) {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setCamelContext(context);
        if (ssl.isTrustAllCertificates()) {
            trust.setTrustManager(TrustAllTrustManager.INSTANCE);
            return trust;
        }
        if (ssl.getTrustStore() == null) {
            return null;
        }
        trust.setKeyStore(store(context, ssl.getTrustStore(), ssl.getTrustStorePassword()));
        return trust;
    }

    private static KeyStoreParameters store(CamelContext context, String resource, String password) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setCamelContext(context);
        store.setResource(resource);
        store.setPassword(password);
        return store;
    }
}
