package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** An API of one provider that speaks JSON over HTTP. Where it is comes from the route, never from an event. */
final class JsonApi implements Closeable {
    /** Bytes that are read of an answer. */
    private static final int MOST = 1024 * 1024;

    private final URI base;
    private final HttpClient client;

    /**
     * What it answered.
     *
     * @param json a missing node where it is no JSON
     */
    record Said(Answer answer, JsonNode json) {
        boolean ok() {
            return answer.ok();
        }

        int status() {
            return answer.status();
        }
    }

    private JsonApi(URI base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    /** At the address that this parameter gives. */
    static JsonApi open(CamelContext context, Parameters parameters, String name, String otherwise, Duration timeout)
            throws Exception {
        String text = parameters.text(name, otherwise).strip().replaceFirst("/+$", "");
        URI base = parameters.told(name, () -> {
            if (Template.start(text, 0) >= 0 || text.contains("?")) {
                throw new IllegalArgumentException("it must be written out, without ${…} and without a ?");
            }
            return TargetUrl.of(context, text).of(null);
        });
        return at(context, base, timeout);
    }

    static JsonApi at(CamelContext context, URI base, Duration timeout) throws Exception {
        URI origin = URI.create(base.getScheme() + "://" + base.getRawAuthority());
        return new JsonApi(base, HttpClient.open(context, origin, timeout));
    }

    URI origin() {
        return URI.create(base.getScheme() + "://" + base.getRawAuthority());
    }

    /**
     * @param path with what stands in it encoded already
     * @param body null for none
     */
    Said send(String method, String path, Map<String, String> headers, JsonNode body, Deadline deadline)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(base + path));
        headers.forEach(request::setHeader);
        request.setHeader("Accept", "application/json");
        if (body != null) {
            request.setHeader("Content-Type", "application/json; charset=utf-8");
            request.setEntity(new ByteArrayEntity(Escape.utf8(body.toString()), null));
        }
        Answer answer = client.send(request, deadline, MOST);
        return new Said(answer, json(answer));
    }

    private static JsonNode json(Answer answer) {
        try {
            return JsonValues.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            return JsonValues.MAPPER.missingNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
