package io.wotnotrelay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.Settings.TokenPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Posts to a webhook as WotNot does, and judges the answer as WotNot does. */
final class WebhookClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI url;
    private final String token;
    private final TokenPlace place;

    /** @param trust whose certificates are believed, where the address is https */
    WebhookClient(URI url, String token, TokenPlace place, SSLContext trust) {
        this.http = HttpClient.newBuilder()
                // An upgrade to HTTP/2 is not offered: WotNot speaks HTTP/1.1.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(trust)
                .build();
        this.url = url;
        this.token = token;
        this.place = place;
    }

    /** @throws Stop when nothing listens there, or somebody who is not trusted */
    Answer post(byte[] body) throws InterruptedException {
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request(body), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    since(start),
                    problem(response.statusCode(), response.body()));
        } catch (ConnectException e) {
            throw new Stop(
                    "Nothing answers at " + url + ": is the relay running? Start it with bin/relay run,"
                            + " or name another address with --url.",
                    e);
        } catch (HttpTimeoutException e) {
            return none("No answer came within " + ANSWER.toSeconds() + " s.", start);
        } catch (SSLException e) {
            throw new Stop(
                    "There is no trusted connection to " + url + " (" + e.getMessage() + ")."
                            + " Is the address right, and does it speak https?"
                            + " If the certificate there is your own, name its PEM file with --trust.",
                    e);
        } catch (IOException e) {
            return none("The connection broke before an answer came (" + e.getMessage() + ").", start);
        }
    }

    private HttpRequest request(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(place == TokenPlace.QUERY ? withQuery() : url)
                .timeout(ANSWER)
                .header("Content-Type", "application/json");
        withHeader(request);
        byte[] sent = place == TokenPlace.BODY ? TokenField.into(body, token) : body;
        return request.POST(BodyPublishers.ofByteArray(sent)).build();
    }

    private void withHeader(HttpRequest.Builder request) {
        try {
            switch (place) {
                case AUTHORIZATION -> request.header("Authorization", "Bearer " + token);
                case HEADER -> request.header("X-WotNot-Token", token);
                case BODY, QUERY -> {}
            }
        } catch (IllegalArgumentException e) {
            throw new Stop("This token cannot stand in a header. Choose --token-in body.", e);
        }
    }

    private URI withQuery() {
        String query = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query);
    }

    private String problem(int status, String body) {
        return switch (status) {
            case 200 -> tokenOf(body).equals(token) ? null : "The answer does not hold the token that WotNot expects.";
            case 400 -> "The relay cannot read this as JSON.";
            case 401 -> "The relay does not accept this token. bin/relay token shows the right one.";
            case 404 -> "There is no webhook at this path. Compare --url with relay.webhook.path.";
            case 413 -> "This request is larger than relay.webhook.max-body.";
            case 429 -> "Too many requests with a wrong token came from here. Wait a minute.";
            case 503 -> "The relay cannot store events now. WotNot would send this again later.";
            default -> "WotNot wants 200.";
        };
    }

    private static String tokenOf(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer.isObject() ? answer.path("token").asText() : body.strip();
        } catch (JsonProcessingException e) {
            return body.strip();
        }
    }

    private static Answer none(String why, long start) {
        return new Answer(0, "", since(start), why);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
