package io.wotnotrelay.sink;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;

/**
 * The client of one origin. It is made by an endpoint of the destination's own http component, so that proxies, TLS and
 * other {@code camel.component.http.*} settings apply; the exchange itself is done here, where it can be bounded: no
 * redirects, no retries, no cookies, no decompression, {@link Answer#MOST} bytes, and an end at the deadline.
 */
final class HttpClient implements Closeable {
    /** Connections to one host; more than any lane has exchanges at once. */
    private static final int CONNECTIONS = 200;

    /** What camel-http 4.17 does without being told. */
    private static final int CAMELS_CONNECTIONS = 20;

    private final HttpEndpoint endpoint;
    private final org.apache.hc.client5.http.classic.HttpClient client;
    private final HttpHost host;

    private HttpClient(HttpEndpoint endpoint, URI origin) {
        this.endpoint = endpoint;
        this.client = endpoint.getHttpClient();
        this.host = new HttpHost(origin.getScheme().toLowerCase(Locale.ROOT), origin.getHost(), origin.getPort());
    }

    static HttpClient open(CamelContext context, URI origin, Duration timeout) throws Exception {
        String scheme = origin.getScheme().toLowerCase(Locale.ROOT);
        HttpComponent component = context.getComponent(scheme, HttpComponent.class);
        int connections = component.getConnectionsPerRoute() == CAMELS_CONNECTIONS
                ? CONNECTIONS
                : component.getConnectionsPerRoute();
        long millis = timeout.toMillis();
        // not the context's: an endpoint of the same URI elsewhere in the file keeps its own ways
        HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(scheme + "://" + origin.getRawAuthority()
                + "?followRedirects=false&connectionsPerRoute=" + connections + "&connectTimeout=" + millis
                + "&responseTimeout=" + millis + "&soTimeout=" + millis + "&connectionRequestTimeout=" + millis
                + "&httpClient.protocolUpgradeEnabled=false");
        HttpClientConfigurer configured = endpoint.getHttpClientConfigurer();
        endpoint.setHttpClientConfigurer(builder -> {
            if (configured != null) {
                configured.configureHttpClient(builder);
            }
            bound(builder);
        });
        ServiceHelper.startService(endpoint);
        return new HttpClient(endpoint, origin);
    }

    private static void bound(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(userAgent());
    }

    private static String userAgent() {
        String version = HttpClient.class.getPackage().getImplementationVersion();
        return "wotnot-relay/" + (version == null ? "dev" : version);
    }

    /**
     * @throws SocketTimeoutException at the deadline, even if bytes still came
     */
    Answer send(HttpUriRequestBase request, Deadline deadline) throws IOException {
        return send(request, deadline, Answer.MOST);
    }

    /** The same, with up to so many bytes of the answer. */
    Answer send(HttpUriRequestBase request, Deadline deadline, int most) throws IOException {
        if (deadline.passed()) {
            throw timeout(deadline, null);
        }
        Watch.Request watched = Watch.over(deadline, request::cancel);
        try {
            tell(request);
            Answer answer = exchange(request, most);
            Sent.answered(answer.said(URI.create(host.toURI())));
            return answer;
        } catch (IOException e) {
            throw deadline.passed() && !(e instanceof SocketTimeoutException) ? timeout(deadline, e) : e;
        } finally {
            watched.end();
        }
    }

    /** For whoever tests a destination; the path is left out, for it may be a secret. */
    private void tell(HttpUriRequestBase request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity != null && entity.isRepeatable()) {
            String type = request.getFirstHeader("Content-Type") == null
                    ? entity.getContentType()
                    : request.getFirstHeader("Content-Type").getValue();
            Sent.request(
                    request.getMethod(), host.toURI(), type, entity.getContent().readAllBytes());
        }
    }

    private SocketTimeoutException timeout(Deadline deadline, IOException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException(
                host.toURI() + " did not answer within " + deadline.allowed().toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }

    private Answer exchange(HttpUriRequestBase request, int most) throws IOException {
        ClassicHttpResponse response = client.executeOpen(host, request, HttpClientContext.create());
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        boolean whole = false;
        try {
            HttpEntity entity = response.getEntity();
            whole = entity == null || readWhole(entity.getContent(), body, most);
            return Answer.of(response, body.toByteArray());
        } finally {
            close(request, response, whole);
        }
    }

    /** Whether the body ended. The status is the answer: one that breaks off, drips or never ends does not change it. */
    private static boolean readWhole(InputStream content, ByteArrayOutputStream body, int most) {
        byte[] page = new byte[4096];
        try {
            int n = content.read(page);
            while (n >= 0 && body.size() < most) {
                body.write(page, 0, Math.min(n, most - body.size()));
                n = content.read(page);
            }
            return n < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void close(HttpUriRequestBase request, ClassicHttpResponse response, boolean whole) {
        if (!whole) {
            // cut first: closing an answer reads it to its end, and this one may have none
            request.cancel();
        }
        try {
            response.close();
        } catch (IOException e) {
            // nothing is expected of this connection any more
        }
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(endpoint);
    }
}
