package io.wotnotrelay.sink;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * The key of a Google service account, as Google's console hands it out. No complaint about it shows any of it, nor what
 * a parser said of it: that quotes its text.
 *
 * @param email whom a spreadsheet is shared with
 * @param tokenUri where access tokens are fetched
 */
record ServiceAccount(String email, URI tokenUri, String keyId, String privateKey) {
    private static final String PARAMETER = "serviceAccountKey";
    private static final String FILE = "file:";
    private static final String GOOGLE = "https://oauth2.googleapis.com/token";
    private static final int LARGEST = 64 * 1024;

    /** Of the parameter {@code serviceAccountKey}: the JSON itself or {@code file:PATH}. */
    static ServiceAccount of(CamelContext context, Parameters parameters) {
        parameters.required(PARAMETER);
        String given = parameters.secret(PARAMETER);
        JsonNode key = read(parameters, given.startsWith(FILE) ? file(parameters, given) : given);
        String type = key.path("type").asText("service_account");
        if (!type.equals("service_account")) {
            throw parameters.wrong(
                    PARAMETER, "is a key of another kind: make a JSON key of a service account, not an OAuth client");
        }
        String tokenUri = key.path("token_uri").asText(GOOGLE);
        return new ServiceAccount(
                field(parameters, key, "client_email"),
                parameters.told(
                        PARAMETER + ", token_uri",
                        () -> TargetUrl.of(context, tokenUri).of(null)),
                key.path("private_key_id").asText(null),
                field(parameters, key, "private_key"));
    }

    private static String file(Parameters parameters, String given) {
        String name = given.substring(FILE.length()).strip();
        try {
            Path path = Path.of(name);
            if (Files.isRegularFile(path) && Files.size(path) > LARGEST) {
                throw parameters.wrong(PARAMETER, "names a file that is too large to be a key");
            }
            return Files.readString(path);
        } catch (IOException | InvalidPathException e) {
            throw parameters.wrong(
                    PARAMETER,
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + "): "
                            + (name.startsWith("{") ? "write file: only before a path" : name));
        }
    }

    private static JsonNode read(Parameters parameters, String text) {
        try (JsonParser parser = JsonValues.MAPPER.createParser(text)) {
            // an environment variable often turns \n into line breaks
            parser.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS.mappedFeature());
            JsonNode key = parser.readValueAsTree();
            if (key != null && key.isObject()) {
                return key;
            }
        } catch (IOException e) {
            // told below, without what it says
        }
        throw parameters.wrong(
                PARAMETER, "is not the JSON of a service account's key; write the whole JSON, or file: and a path");
    }

    private static String field(Parameters parameters, JsonNode key, String name) {
        String value = key.path(name).asText("");
        if (value.isBlank()) {
            throw parameters.wrong(PARAMETER, "has no " + name + ": make a new JSON key of the service account");
        }
        return value;
    }

    /**
     * Fetches access tokens as this account (RFC 7523).
     *
     * @throws IllegalArgumentException when its private key cannot be read
     */
    ServiceAccountCredentials credentials(Parameters parameters, HttpTransportFactory transport, List<String> scopes) {
        try {
            return ServiceAccountCredentials.newBuilder()
                    .setClientEmail(email)
                    .setPrivateKeyId(keyId)
                    .setPrivateKeyString(privateKey)
                    .setTokenServerUri(tokenUri)
                    .setScopes(scopes)
                    .setHttpTransportFactory(transport)
                    // the lane repeats, and does not sleep in a delivery
                    .setDefaultRetriesEnabled(false)
                    .build();
        } catch (IOException | RuntimeException e) {
            throw parameters.wrong(
                    PARAMETER, "has a private_key that cannot be read: make a new JSON key of the service account");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return email;
    }
}
