package io.wotnotrelay.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /openapi.yaml}: what the API can do, for people and tools. */
final class OpenApiResource {
    static final List<Operation> OPERATIONS = List.of(Operation.get("/openapi.yaml", r -> document()));

    private OpenApiResource() {}

    static Document document() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("/openapi/openapi.yaml")) {
            return new Document("application/yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
