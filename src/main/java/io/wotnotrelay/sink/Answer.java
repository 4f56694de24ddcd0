package io.wotnotrelay.sink;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * What a server answered.
 *
 * @param reason the text beside the status code
 * @param headers by name, in any case; of a repeated one the first
 * @param body at most {@link #MOST} bytes of it
 */
record Answer(int status, String reason, Map<String, String> headers, byte[] body) {
    /** Bytes that are read of an answer. */
    static final int MOST = 64 * 1024;

    static Answer of(ClassicHttpResponse response, byte[] body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        return new Answer(response.getCode(), response.getReasonPhrase(), headers, body);
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A sentence of it, without a word of its body. */
    String said(URI origin) {
        return origin + " answered " + status + (reason == null || reason.isBlank() ? "" : " " + reason) + ".";
    }

    /** The failure a lane reads. It names the origin only: a path or a query may hold a secret or a visitor's data. */
    HttpOperationFailedException failure(URI origin) {
        return new HttpOperationFailedException(
                origin.toString(), status, reason, status / 100 == 3 ? moved() : null, headers, text());
    }

    private String moved() {
        String location = headers.get("Location");
        return location == null ? null : location.split("[?#]", 2)[0];
    }
}
