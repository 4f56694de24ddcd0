package io.wotnotrelay.api;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * One thing the API can do: what is here, is in the OpenAPI document, and the other way round.
 *
 * @param path below {@code /api/v1}, with parts such as {@code {id}}
 * @param parameters of the query
 * @param work done on a worker thread; its answer becomes JSON
 * @param slow whether it may wait long for somebody else; such work has threads of its own
 */
record Operation(HttpMethod method, String path, List<String> parameters, Work work, boolean slow) {
    /** Answers a request, or throws {@link Refusal}. */
    interface Work {
        Object answer(Request request);
    }

    static Operation get(String path, Work work, String... parameters) {
        return new Operation(HttpMethod.GET, path, List.of(parameters), work, false);
    }

    static Operation post(String path, Work work) {
        return new Operation(HttpMethod.POST, path, List.of(), work, false);
    }

    static Operation slowPost(String path, Work work) {
        return new Operation(HttpMethod.POST, path, List.of(), work, true);
    }

    static Operation delete(String path, Work work) {
        return new Operation(HttpMethod.DELETE, path, List.of(), work, false);
    }

    /** As Vert.x writes paths. */
    String vertxPath() {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }
}
