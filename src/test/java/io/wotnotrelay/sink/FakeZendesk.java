package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Zendesk as developer.zendesk.com/api-reference/ticketing/tickets/tickets (external_id, Idempotency-Key, follow-ups) and
 * …/tickets/ticket_audits (metadata, pages by cursor) describe it.
 */
public final class FakeZendesk extends FakeApi {
    /** One that it has, with an audit for each change. */
    static final class Ticket {
        final int id;
        final JsonNode made;
        String status = "new";
        final List<JsonNode> changes = new ArrayList<>();

        private Ticket(int id, JsonNode made) {
            this.id = id;
            this.made = made;
            changes.add(made);
        }

        String comment(int change) {
            return changes.get(change).at("/comment/html_body").asText();
        }
    }

    final List<Ticket> tickets = new ArrayList<>();
    int pageSize = 100;
    private final Map<String, Integer> keys = new HashMap<>();
    private final String login;

    public FakeZendesk(String token) throws IOException {
        byte[] pair = ("agent@example.com/token:" + token).getBytes(StandardCharsets.UTF_8);
        login = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    synchronized Reply answers(Request request) {
        if (!request.header("authorization").equals(login)) {
            return Reply.json(401, "{\"error\":\"Couldn't authenticate you\"}");
        }
        String path = request.path();
        if (request.method().equals("GET") && path.startsWith("/api/v2/tickets?external_id=")) {
            return list(URLDecoder.decode(path.substring(path.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        if (request.method().equals("POST") && path.equals("/api/v2/tickets")) {
            return create(request);
        }
        Ticket ticket = path.matches("/api/v2/tickets/\\d+.*")
                ? find(Integer.parseInt(path.replaceFirst("/api/v2/tickets/(\\d+).*", "$1")))
                : null;
        if (ticket == null) {
            return Reply.json(404, "{\"error\":\"RecordNotFound\",\"description\":\"Not found\"}");
        }
        if (request.method().equals("GET") && path.contains("/audits?")) {
            return audits(ticket, path);
        }
        return request.method().equals("PUT") ? update(ticket, request.json().path("ticket")) : Reply.json(405, "{}");
    }

    private Ticket find(int id) {
        return tickets.stream().filter(t -> t.id == id).findFirst().orElse(null);
    }

    private Reply list(String externalId) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("tickets");
        tickets.stream()
                .filter(t -> t.made.path("external_id").asText().equals(externalId))
                .forEach(t ->
                        answer.withArray("tickets").addObject().put("id", t.id).put("status", t.status));
        return Reply.json(200, answer.toString());
    }

    private Reply create(Request request) {
        Integer known = keys.get(request.header("idempotency-key"));
        if (known != null) {
            return Reply.json(200, "{\"ticket\":{\"id\":" + known + "}}");
        }
        JsonNode made = request.json().path("ticket");
        String email = made.at("/requester/email").asText();
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+")) {
            return Reply.json(
                    422,
                    "{\"error\":\"RecordInvalid\",\"description\":\"Record validation errors\",\"details\":{\"requester\":"
                            + "[{\"description\":\"Requester: Email: "
                            + "quoted visitor is not properly formatted\"}]}}");
        }
        if (made.at("/comment/html_body").asText().isEmpty()) {
            return Reply.json(422, "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[]}}");
        }
        Ticket ticket = new Ticket(tickets.size() + 1, made);
        tickets.add(ticket);
        keys.put(request.header("idempotency-key"), ticket.id);
        return Reply.json(201, "{\"ticket\":{\"id\":" + ticket.id + "}}");
    }

    private static Reply update(Ticket ticket, JsonNode change) {
        if (ticket.status.equals("closed")) {
            return Reply.json(422, "{\"error\":\"RecordInvalid\",\"details\":{\"status\":[]}}");
        }
        ticket.changes.add(change);
        return Reply.json(200, "{\"ticket\":{\"id\":" + ticket.id + "}}");
    }

    private Reply audits(Ticket ticket, String path) {
        int from = path.contains("after%5D=") ? Integer.parseInt(path.replaceFirst(".*after%5D=", "")) : 0;
        int to = Math.min(from + pageSize, ticket.changes.size());
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("audits");
        for (JsonNode change : ticket.changes.subList(from, to)) {
            answer.withArray("audits").addObject().putObject("metadata").set("custom", change.path("metadata"));
        }
        answer.putObject("meta").put("has_more", to < ticket.changes.size()).put("after_cursor", String.valueOf(to));
        return Reply.json(200, answer.toString());
    }
}
