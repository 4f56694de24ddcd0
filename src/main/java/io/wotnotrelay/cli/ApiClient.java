package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.OneLine;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.stream.Collectors;

/** Speaks to the API of a running relay. What it refuses becomes a sentence and an exit code. */
final class ApiClient {
    /** Numbers are shown as they came: 1e999 is no infinity. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String BASE = "/api/v1";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI address;
    private final String token;

    ApiClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** @param parameters those with a null value are left out */
    JsonNode get(String path, Map<String, String> parameters) {
        return json(send("GET", path + query(parameters), null));
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode post(String path, JsonNode body) {
        return json(send("POST", path, body));
    }

    JsonNode delete(String path) {
        return json(send("DELETE", path, null));
    }

    byte[] bytes(String path) {
        return send("GET", path, null);
    }

    /** A part of a path, whatever is in it. */
    static String part(String text) {
        return encoded(text);
    }

    private static String query(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(p -> p.getValue() != null)
                .map(p -> p.getKey() + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private byte[] send(String method, String path, JsonNode body) {
        try {
            HttpResponse<InputStream> response = http.send(request(method, path, body), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] answer = in.readAllBytes();
                if (response.statusCode() != 200 && response.statusCode() != 202) {
                    throw refused(response.statusCode(), answer);
                }
                return answer;
            }
        } catch (ConnectException e) {
            throw new Stop(
                    "The relay is not running: nothing answers at " + address
                            + ". Start it with bin/relay run, or name another address with --api.",
                    e);
        } catch (HttpTimeoutException e) {
            throw new Stop("The relay at " + address + " did not answer within " + ANSWER.toSeconds() + " s.", e);
        } catch (IOException e) {
            throw new Stop("The connection to " + address + " broke: " + OneLine.of(String.valueOf(e.getMessage())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stop("Interrupted.", e);
        }
    }

    private HttpRequest request(String method, String path, JsonNode body) {
        try {
            return HttpRequest.newBuilder(URI.create(address + BASE + path))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new Stop("The API's token cannot stand in a header. Give another one with --api-token.", e);
        }
    }

    private RuntimeException refused(int status, byte[] answer) {
        String detail;
        try {
            detail = OneLine.of(JSON.readTree(answer).path("detail").asText(), 1_000);
        } catch (IOException e) {
            detail = "";
        }
        if (status == 401) {
            return new Stop("The relay at " + address
                    + " does not accept this token. bin/relay token --console shows the right one.");
        }
        String sentence = detail.isEmpty() ? address + " answered " + status + ": is it a relay?" : detail;
        return status == 400 ? new WrongUse(sentence) : new Stop(sentence);
    }

    private JsonNode json(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new Stop("What " + address + " answered is no JSON: is it a relay?", e);
        }
    }
}
