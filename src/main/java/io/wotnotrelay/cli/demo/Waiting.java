package io.wotnotrelay.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many deliveries wait, by destination, as the relay's own metrics tell. */
public final class Waiting {
    private static final Pattern GAUGE =
            Pattern.compile("(?m)^relay_(?:waiting|retrying)\\{destination=\"([^\"]+)\"} ([0-9.E+]+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private Map<String, Integer> told = Map.of();

    /** @param console where the relay's API listens */
    public Waiting(URI console) {
        this.request = HttpRequest.newBuilder(console.resolve("/observe/metrics"))
                .timeout(PATIENCE)
                .build();
    }

    /** Those of each destination that has any. */
    public Map<String, Integer> now() throws IOException, InterruptedException {
        return read(http.send(request, BodyHandlers.ofString()).body());
    }

    /** What to tell of it: that something waits, while a receiver is off; and then that nothing does any more. */
    Optional<String> news(Map<String, Integer> now, boolean allOn) {
        if (now.isEmpty()) {
            boolean over = !told.isEmpty();
            told = Map.of();
            return over ? Optional.of("Nothing waits any more: all of it has been delivered.") : Optional.empty();
        }
        if (now.equals(told) || allOn && told.isEmpty()) {
            return Optional.empty();
        }
        told = now;
        return Optional.of("Waiting: "
                + now.entrySet().stream()
                        .map(one -> one.getValue() + " for " + one.getKey())
                        .collect(Collectors.joining(", "))
                + (allOn ? "" : ". Nothing is lost."));
    }

    static Map<String, Integer> read(String metrics) {
        Map<String, Integer> waiting = new TreeMap<>();
        Matcher gauge = GAUGE.matcher(metrics);
        while (gauge.find()) {
            waiting.merge(gauge.group(1), (int) Double.parseDouble(gauge.group(2)), Integer::sum);
        }
        waiting.values().removeIf(count -> count == 0);
        return waiting;
    }
}
