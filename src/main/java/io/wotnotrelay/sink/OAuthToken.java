package io.wotnotrelay.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * An OAuth 2.0 access token by client credentials (RFC 6749 section 4.4), fetched when it is first needed, kept until
 * shortly before it ends, and fetched anew once when the server refuses it. It belongs to one sink of one route and is
 * shown to that sink's host alone: camel-http 4.17 keeps its tokens for all (CVE-2026-85251, CVE-2026-85317).
 */
final class OAuthToken implements Credentials {
    /** How long a token is kept whose lifetime the server does not tell. */
    private static final Duration UNTOLD = Duration.ofMinutes(5);

    private record Token(String header, long staleNanos) {
        boolean fresh() {
            return staleNanos - System.nanoTime() > 0;
        }
    }

    private final HttpClient client;
    private final URI url;
    private final byte[] form;
    private final String login;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Token token;

    private OAuthToken(HttpClient client, URI url, String form, String login) {
        this.client = client;
        this.url = url;
        this.form = form.getBytes(StandardCharsets.UTF_8);
        this.login = login;
    }

    static OAuthToken from(CamelContext context, Parameters parameters, Duration timeout) throws Exception {
        URI url = Credentials.fixedUrl(context, parameters, "tokenUrl");
        String id = Escape.url(parameters.required("clientId").trim());
        parameters.required("clientSecret");
        String secret = Escape.url(parameters.secret("clientSecret"));
        String scope = parameters.text("scope");
        String form = "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + Escape.url(scope.trim()));
        String login = null;
        switch (parameters.text("clientAuthentication", "basic").trim()) {
            case "basic" -> login = Credentials.basic(id, secret);
            case "body" -> form += "&client_id=" + id + "&client_secret=" + secret;
            default -> throw parameters.wrong("clientAuthentication", "is neither basic nor body");
        }
        return new OAuthToken(HttpClient.open(context, url, timeout), url, form, login);
    }

    /** One whose form is made already: client credentials and a refresh token look the same from here. */
    static OAuthToken of(CamelContext context, URI url, String form, Duration timeout) throws Exception {
        return new OAuthToken(HttpClient.open(context, url, timeout), url, form, null);
    }

    @Override
    public String show(Deadline deadline) throws Exception {
        Token known = token;
        if (known != null && known.fresh()) {
            return known.header();
        }
        if (!fetching.tryLock(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS)) {
            throw new SocketTimeoutException("no access token came from " + url.getHost() + " in time");
        }
        try {
            if (token == null || !token.fresh()) {
                token = fetch(deadline);
            }
            return token.header();
        } finally {
            fetching.unlock();
        }
    }

    @Override
    public boolean renew(String refused) {
        Token known = token;
        if (known != null && known.header().equals(refused)) {
            token = null;
        }
        return true;
    }

    private Token fetch(Deadline deadline) throws Exception {
        HttpPost request = new HttpPost(url);
        request.setHeader("Accept", "application/json");
        if (login != null) {
            request.setHeader("Authorization", login);
        }
        request.setEntity(new ByteArrayEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        Answer answer = client.send(request, deadline);
        if (!answer.ok()) {
            throw new TokenRefusedException(url, answer);
        }
        return read(answer);
    }

    private Token read(Answer answer) throws IOException {
        try {
            JsonNode json = JsonValues.MAPPER.readTree(answer.body());
            String value = json.path("access_token").asText("");
            if (!value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                long seconds = Math.min(
                        json.path("expires_in").asLong(UNTOLD.toSeconds()),
                        Duration.ofDays(1).toSeconds());
                // a tenth early, at most a minute, so that none ends on its way
                long kept = Math.max(1, seconds - Math.min(60, seconds / 10 + 1));
                return new Token("Bearer " + value, System.nanoTime() + TimeUnit.SECONDS.toNanos(kept));
            }
        } catch (JsonProcessingException e) {
            // told below: what it says shows the answer, and with it perhaps a token
        }
        throw new IOException(url.getHost() + " answered without an access_token; is tokenUrl right?");
    }

    @Override
    public void close() {
        client.close();
    }
}
