package io.wotnotrelay.sink;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** A bucket of S3, or of what speaks like it. */
final class S3Bucket implements Closeable {
    private final URI origin;
    private final String base;
    private final AwsSignature signature;
    private final String sessionToken;
    private final HttpClient client;

    private S3Bucket(URI origin, String base, AwsSignature signature, String sessionToken, HttpClient client) {
        this.origin = origin;
        this.base = base;
        this.signature = signature;
        this.sessionToken = sessionToken;
        this.client = client;
    }

    static S3Bucket open(CamelContext context, Parameters parameters, Duration timeout) throws Exception {
        String bucket = parameters.required("bucket").strip();
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw parameters.wrong("bucket", "is no name of a bucket: small letters, digits, dots and -");
        }
        String region = parameters.text("region", "us-east-1").strip();
        if (!region.matches("[a-z0-9-]{2,40}")) {
            throw parameters.wrong("region", "is no region such as eu-central-1");
        }
        boolean own = parameters.text("endpoint") != null;
        boolean inPath = own || bucket.contains(".");
        URI origin = own
                ? origin(Credentials.fixedUrl(context, parameters, "endpoint"))
                : URI.create("https://" + (inPath ? "" : bucket + ".") + "s3." + region + ".amazonaws.com");
        AwsSignature signature = new AwsSignature(
                Credentials.token(parameters, "accessKeyId"), Credentials.token(parameters, "secretAccessKey"), region);
        String session = parameters.text("sessionToken") == null ? null : Credentials.token(parameters, "sessionToken");
        HttpClient client = HttpClient.open(context, origin, timeout);
        return new S3Bucket(origin, inPath ? "/" + bucket + "/" : "/", signature, session, client);
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** @param key of unreserved characters and slashes */
    void put(String key, byte[] content, String type, Deadline deadline) throws Exception {
        Answer answer = send("PUT", key, content, type, deadline);
        if (!answer.ok()) {
            throw S3Faults.of(origin, answer);
        }
    }

    /** Whether there is an object of this key. */
    boolean holds(String key, Deadline deadline) throws Exception {
        Answer answer = send("HEAD", key, new byte[0], null, deadline);
        // without the right to list, what is not there is forbidden
        if (answer.ok() || answer.status() == 404 || answer.status() == 403) {
            return answer.ok();
        }
        throw S3Faults.of(origin, answer);
    }

    private Answer send(String method, String key, byte[] content, String type, Deadline deadline) throws IOException {
        String path = base + key;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host());
        headers.put("x-amz-content-sha256", AwsSignature.sha256(content));
        headers.put("x-amz-date", AwsSignature.time(Instant.now()));
        if (type != null) {
            headers.put("Content-Type", type);
        }
        if (sessionToken != null) {
            headers.put("x-amz-security-token", sessionToken);
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(origin + path));
        headers.forEach(request::setHeader);
        request.setHeader("Authorization", signature.authorization(method, path, headers));
        if (content.length > 0) {
            request.setEntity(new ByteArrayEntity(content, null));
        }
        return client.send(request, deadline);
    }

    private String host() {
        int port = origin.getPort();
        return origin.getHost() + (port < 0 ? "" : ":" + port);
    }

    @Override
    public void close() {
        client.close();
    }
}
