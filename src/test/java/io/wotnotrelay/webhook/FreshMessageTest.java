package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;

/** Nothing a sender names reaches the route or comes back. */
class FreshMessageTest {
    private static final int NAMES = 10_000;
    private static final Set<String> ANSWERED =
            Set.of("connection", "content-length", "content-type", "date", "www-authenticate");
    private static final List<String> KNOWN = List.of(
            "Set-Cookie",
            "To",
            "Cc",
            "Bcc",
            "From",
            "Subject",
            "Reply-To",
            "mail.smtp.host",
            "mail.smtp.auth",
            "kafka.OVERRIDE_TOPIC",
            "kafka.KEY",
            "JMSDestination",
            "JMSReplyTo",
            "CamelHttpUri",
            "CamelHttpResponseCode",
            "CamelHttpResponseText",
            "CamelFileName",
            "CamelToEndpoint",
            "CamelSqlQuery",
            "camelhttpuri",
            "org.apache.camel.x",
            "Location",
            "Access-Control-Allow-Origin",
            "Strict-Transport-Security",
            "Content-Disposition",
            "X-Forwarded-Prefix",
            "Cookie",
            "breadcrumbId",
            "traceparent",
            "Expires",
            "Retry-After",
            "Allow",
            "CamelCharsetName",
            "CamelRedelivered",
            "CamelSplitSize",
            "relay.destination",
            "websocket.connectionKey");
    private static final List<String> PREFIXES = List.of(
            "Camel",
            "CamelHttp",
            "camel.",
            "mail.smtp.",
            "mail.",
            "kafka.",
            "JMS",
            "JMSX",
            "sql.",
            "aws.",
            "x-",
            "X-Amz-",
            "Access-Control-",
            "");

    @Test
    void ofTenThousandNamesInHeadersAndParametersNoneSurvives() throws Exception {
        Map<String, Object> seen = new ConcurrentHashMap<>();
        TestWebhook hook = TestWebhook.prepared(TestWebhook.settings(), WebhookMeters.NONE);
        hook.context
                .getCamelContextExtension()
                .addInterceptStrategy((context, step, target, next) -> new DelegateAsyncProcessor(target) {
                    @Override
                    public boolean process(Exchange exchange, org.apache.camel.AsyncCallback callback) {
                        seen.putAll(exchange.getMessage().getHeaders());
                        seen.putAll(exchange.getAllProperties());
                        seen.putAll(exchange.getVariables());
                        return super.process(exchange, callback);
                    }
                });
        hook.context.start();
        Set<String> came = new TreeSet<>();
        try (hook) {
            for (List<String> names : names()) {
                came.addAll(answered(hook.raw(request(names, true))));
                came.addAll(answered(hook.raw(request(names, false))));
            }
            assertThat(hook.log.events).hasSize(NAMES / 100);
        }
        assertThat(came).isSubsetOf(ANSWERED);
        assertThat(seen).isEmpty();
    }

    /** A hundred names as headers, the same as parameters; with a valid token or without. */
    private static String request(List<String> names, boolean authentic) {
        StringBuilder request = new StringBuilder("POST /webhook?")
                .append(names.stream().map(n -> n + "=evil").collect(Collectors.joining("&")))
                .append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ")
                .append(TestWebhook.ONE.length())
                .append(authentic ? "\r\nX-WotNot-Token: " + TestWebhook.PLAIN + "\r\n" : "\r\n");
        for (String name : names) {
            if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Content-Encoding")) {
                request.append(name).append(": evil\r\n");
            }
        }
        return request.append("\r\n").append(TestWebhook.ONE).toString();
    }

    private static Set<String> answered(String answer) {
        Map<String, String> headers = new TreeMap<>();
        String[] lines = answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n");
        assertThat(lines[0]).matches("HTTP/1.1 (200 OK|401 Unauthorized|429 Too Many Requests)");
        for (int i = 1; i < lines.length; i++) {
            headers.put(lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(java.util.Locale.ROOT), lines[i]);
        }
        if (lines[0].contains("429")) {
            headers.remove("retry-after");
        }
        assertThat(answer).doesNotContain("evil");
        return headers.keySet();
    }

    private static List<List<String>> names() {
        Random random = new Random(4711);
        Set<String> all = new TreeSet<>(KNOWN);
        all.add("Content-Length");
        all.add("Content-Type");
        while (all.size() < NAMES) {
            StringBuilder name = new StringBuilder(PREFIXES.get(random.nextInt(PREFIXES.size())));
            for (int i = 3 + random.nextInt(10); i > 0; i--) {
                name.append(
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".charAt(random.nextInt(65)));
            }
            all.add(name.toString());
        }
        List<String> flat = new ArrayList<>(all);
        List<List<String>> hundreds = new ArrayList<>();
        for (int i = 0; i < NAMES; i += 100) {
            hundreds.add(flat.subList(i, i + 100));
        }
        return hundreds;
    }
}
