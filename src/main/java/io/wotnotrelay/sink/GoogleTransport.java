package io.wotnotrelay.sink;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Carries what Google's client says over {@link HttpClient}, which bounds it, and knows the proxy and the TLS of the relay. */
final class GoogleTransport extends HttpTransport {
    /** Of an answer: a page of the longest ids has 2 MB. */
    private static final int MOST = 8 << 20;

    private final Map<String, HttpClient> clients;
    private final Duration timeout;

    private GoogleTransport(Map<String, HttpClient> clients, Duration timeout) {
        this.clients = clients;
        this.timeout = timeout;
    }

    /** To these places and to no others. */
    static GoogleTransport open(CamelContext context, Duration timeout, List<URI> places) throws Exception {
        Map<String, HttpClient> clients = new java.util.HashMap<>();
        for (URI place : places) {
            if (!clients.containsKey(origin(place))) {
                clients.put(origin(place), HttpClient.open(context, place, timeout));
            }
        }
        return new GoogleTransport(clients, timeout);
    }

    private static String origin(URI place) {
        return place.getScheme() + "://" + place.getRawAuthority();
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
        URI target = URI.create(url);
        HttpClient client = clients.get(origin(target));
        if (client == null) {
            throw new IOException("Google's client wants to call " + target.getHost() + ", which is not its place");
        }
        return new Request(client, new HttpUriRequestBase(method, target));
    }

    private final class Request extends LowLevelHttpRequest {
        private final HttpClient client;
        private final HttpUriRequestBase request;

        Request(HttpClient client, HttpUriRequestBase request) {
            this.client = client;
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            request.addHeader(name, value);
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            if (getStreamingContent() != null) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                getStreamingContent().writeTo(body);
                ContentType type = getContentType() == null ? null : ContentType.parse(getContentType());
                request.setEntity(new ByteArrayEntity(body.toByteArray(), type, getContentEncoding()));
            }
            return new Response(client.send(request, Deadline.in(timeout), MOST));
        }
    }

    private static final class Response extends LowLevelHttpResponse {
        private final Answer answer;
        private final List<Map.Entry<String, String>> headers;

        Response(Answer answer) {
            this.answer = answer;
            this.headers = List.copyOf(answer.headers().entrySet());
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public String getContentEncoding() {
            return answer.headers().get("Content-Encoding");
        }

        @Override
        public long getContentLength() {
            return answer.body().length;
        }

        @Override
        public String getContentType() {
            return answer.headers().get("Content-Type");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + answer.status() + " " + answer.reason();
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public String getReasonPhrase() {
            return answer.reason();
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).getKey();
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).getValue();
        }
    }

    @Override
    public void shutdown() {
        clients.values().forEach(HttpClient::close);
    }
}
