package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google's token endpoint and as much of Sheets as this project uses, by the discovery document of Sheets v4
 * (sheets.googleapis.com/$discovery/rest?version=v4) and RFC 7523. What it does not know it refuses and remembers as a
 * complaint, which fails the test.
 */
public final class FakeGoogle implements AutoCloseable {
    public static final String SPREADSHEET = "1AbC-d_9";
    static final String EMAIL = "relay@project-1.iam.example.com";
    private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets";

    /** "This value is always https://oauth2.googleapis.com/token", says Google's page, wherever the endpoint is. */
    private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/v4/spreadsheets/([^/:]+)(?:/values/([^/]+?))?(:append|:batchUpdate)?");
    private static final Pattern COLUMN = Pattern.compile("'((?:[^']|'')+)'!([A-Z]+)(\\d+):([A-Z]+)(\\d+)");
    private static final Pattern RANGE = Pattern.compile("'((?:[^']|'')+)'!(?:1:1|([A-Z]+)1:([A-Z]+)1)");

    /** One sheet: rows of cells. */
    public static final class Tab {
        final int id;
        public final List<List<JsonNode>> rows = new ArrayList<>();
        final List<Integer> hidden = new ArrayList<>();
        int columns = 26;
        int emptyRows = 1_000;

        public Tab(int id) {
            this.id = id;
        }

        /** A new sheet has 1,000 rows; what is inserted comes on top. */
        int gridRows() {
            return emptyRows + rows.size();
        }

        public List<List<String>> texts() {
            return rows.stream()
                    .map(row -> row.stream().map(JsonNode::asText).toList())
                    .toList();
        }

        Tab with(String... cells) {
            List<JsonNode> row = new ArrayList<>();
            for (String cell : cells) {
                row.add(JSON.getNodeFactory().textNode(cell));
            }
            rows.add(row);
            return this;
        }
    }

    /** An answer instead of the usual one to the next request of this kind. */
    private record Instead(String call, int status, String body, Map<String, String> headers) {}

    final KeyPair keys = keys();
    public final Map<String, Tab> tabs = new LinkedHashMap<>(Map.of("Sheet1", new Tab(7)));
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Deque<Instead> instead = new ArrayDeque<>();
    private final Receiver receiver;
    /** How long it takes to answer what it has done, in nanoseconds. */
    public volatile long answerNanos;

    private int tokens;
    private final java.util.Set<String> valid = java.util.concurrent.ConcurrentHashMap.newKeySet();

    public FakeGoogle() throws IOException {
        receiver = new Receiver().answers(this::answer);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String rootUrl() {
        return receiver.url();
    }

    public ObjectNode key() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", "project-1")
                .put("private_key_id", "key-1")
                .put("private_key", pem)
                .put("client_email", EMAIL)
                .put("client_id", "1")
                .put("token_uri", receiver.url() + "/oauth/token");
    }

    /** The next call of this kind (token, get, header, append, update, batchUpdate) is answered so. */
    FakeGoogle answers(String call, int status, String body, Map<String, String> headers) {
        instead.add(new Instead(call, status, body, headers));
        return this;
    }

    FakeGoogle refuses(String call, int status, String reason, String message) {
        String body =
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"X\",\"errors\":[{"
                        + "\"message\":\"" + message + "\",\"domain\":\"global\",\"reason\":\"" + reason + "\"}]}}";
        return answers(call, status, body, Map.of("Content-Type", "application/json"));
    }

    void expireTokens() {
        valid.clear();
    }

    private void answer(Receiver.Got got, HttpExchange exchange) throws IOException {
        synchronized (this) {
            try {
                route(got, exchange);
            } catch (AssertionError | RuntimeException | java.security.GeneralSecurityException e) {
                complaints.add(got.method() + " " + got.uri() + " " + got.text() + ": " + e);
                send(exchange, 400, "{\"error\":{\"code\":400,\"message\":\"strict\"}}", Map.of());
            }
        }
    }

    private void route(Receiver.Got got, HttpExchange exchange)
            throws IOException, java.security.GeneralSecurityException {
        String path = got.uri().getRawPath();
        String call = path.equals("/oauth/token") ? "token" : call(got, path);
        calls.add(call);
        if (!instead.isEmpty() && instead.peek().call().equals(call)) {
            Instead answer = instead.remove();
            send(exchange, answer.status(), answer.body(), answer.headers());
        } else if (call.equals("token")) {
            send(exchange, 200, token(got).toString(), Map.of("Content-Type", "application/json; charset=utf-8"));
        } else if (!valid.contains(String.valueOf(got.header("Authorization")))) {
            send(exchange, 401, "{\"error\":{\"code\":401,\"message\":\"x\"}}", Map.of("WWW-Authenticate", "Bearer"));
        } else {
            sheets(got, call, exchange);
        }
    }

    private static String call(Receiver.Got got, String path) {
        Matcher parts = PATH.matcher(path);
        must(parts.matches(), "unknown path");
        String verb = got.method()
                + (parts.group(2) == null ? "" : " values")
                + (parts.group(3) == null ? "" : parts.group(3));
        return switch (verb) {
            case "GET" -> "get";
            case "GET values" ->
                String.valueOf(got.uri().getRawQuery()).contains("majorDimension") ? "column" : "header";
            case "PUT values" -> "update";
            case "POST values:append" -> "append";
            case "POST:batchUpdate" -> "batchUpdate";
            default -> throw new AssertionError("unknown method " + verb);
        };
    }

    /** RFC 7523, section 3, and Google's page "Using OAuth 2.0 for server to server applications". */
    private ObjectNode token(Receiver.Got got) throws IOException, java.security.GeneralSecurityException {
        must(got.method().equals("POST"), "a token is asked for by POST");
        must(got.header("Content-Type").startsWith("application/x-www-form-urlencoded"), "not a form");
        Map<String, String> form = query(got.text());
        must(form.keySet().equals(java.util.Set.of("grant_type", "assertion")), "fields " + form.keySet());
        must(form.get("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer"), "grant type");
        String[] jwt = form.get("assertion").split("\\.");
        Signature rs256 = Signature.getInstance("SHA256withRSA");
        rs256.initVerify(keys.getPublic());
        rs256.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        must(rs256.verify(Base64.getUrlDecoder().decode(jwt[2])), "signature");
        JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(jwt[0]));
        must(
                head.get("alg").asText().equals("RS256")
                        && head.get("kid").asText().equals("key-1"),
                "head " + head);
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(jwt[1]));
        long now = Instant.now().getEpochSecond();
        must(claims.get("iss").asText().equals(EMAIL), "iss");
        must(claims.get("scope").asText().equals(SCOPE), "scope " + claims.get("scope"));
        must(claims.get("aud").asText().equals(AUDIENCE), "aud " + claims.get("aud"));
        must(Math.abs(claims.get("iat").asLong() - now) < 300, "iat");
        must(claims.get("exp").asLong() - claims.get("iat").asLong() <= 3600, "exp");
        String token = "token-" + ++tokens;
        valid.add("Bearer " + token);
        return JSON.createObjectNode()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("expires_in", 3599);
    }

    private void sheets(Receiver.Got got, String call, HttpExchange exchange) throws IOException {
        Matcher parts = PATH.matcher(got.uri().getRawPath());
        must(parts.matches(), "path");
        if (!parts.group(1).equals(SPREADSHEET)) {
            send(exchange, 404, "{\"error\":{\"code\":404,\"message\":\"Requested entity was not found.\"}}", Map.of());
            return;
        }
        Map<String, String> query =
                query(got.uri().getRawQuery() == null ? "" : got.uri().getRawQuery());
        JsonNode body = got.body().length == 0 ? null : JSON.readTree(got.body());
        must(got.header("Content-Encoding") == null, "compressed");
        must(body == null || got.header("Content-Type").startsWith("application/json"), "content type");
        query.remove("fields");
        if (call.equals("get") || call.equals("batchUpdate")) {
            must(query.isEmpty(), "query " + query);
            send(exchange, 200, call.equals("get") ? sheetsOf().toString() : change(body), Map.of());
            return;
        }
        String asked = URLDecoder.decode(parts.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (call.equals("column")) {
            send(exchange, 200, cells(query, asked).toString(), Map.of());
            return;
        }
        Matcher range = RANGE.matcher(asked);
        must(range.matches(), "range " + parts.group(2));
        Tab tab = tabs.get(range.group(1).replace("''", "'"));
        if (tab == null) {
            send(exchange, 400, "{\"error\":{\"code\":400,\"message\":\"Unable to parse range: x\"}}", Map.of());
            return;
        }
        String done = values(call, query, body, tab, range);
        LockSupport.parkNanos(answerNanos);
        send(exchange, 200, done, Map.of());
    }

    /** Empty cells at the end are left out, and so is all of it where nothing is there. */
    private ObjectNode cells(Map<String, String> query, String asked) {
        must(Map.of("majorDimension", "COLUMNS").equals(query), "query " + query);
        Matcher range = COLUMN.matcher(asked);
        must(range.matches() && range.group(2).equals(range.group(4)), "range " + asked);
        Tab tab = tabs.get(range.group(1).replace("''", "'"));
        int first = Integer.parseInt(range.group(3));
        int last = Integer.parseInt(range.group(5));
        must(first <= last && last <= tab.gridRows(), "Range exceeds grid limits: " + asked);
        int column = column(range.group(2));
        List<JsonNode> cells = new ArrayList<>();
        for (int row = first - 1; row < Math.min(last, tab.rows.size()); row++) {
            List<JsonNode> there = tab.rows.get(row);
            cells.add(
                    column < there.size()
                            ? there.get(column)
                            : JSON.getNodeFactory().textNode(""));
        }
        ObjectNode answer = JSON.createObjectNode();
        List<JsonNode> shown = trimmed(cells);
        if (!shown.isEmpty()) {
            answer.putArray("values").addArray().addAll(shown);
        }
        return answer;
    }

    private String values(String call, Map<String, String> query, JsonNode body, Tab tab, Matcher range) {
        if (call.equals("header")) {
            must(query.isEmpty() && range.group(2) == null, "query " + query);
            ObjectNode answer = JSON.createObjectNode().put("majorDimension", "ROWS");
            List<JsonNode> first = trimmed(tab.rows.isEmpty() ? List.of() : tab.rows.get(0));
            if (!first.isEmpty()) {
                answer.putArray("values").addArray().addAll(first);
            }
            return answer.toString();
        }
        must("RAW".equals(query.remove("valueInputOption")), "not RAW");
        JsonNode values = body.get("values");
        must(body.size() == 1 && values.isArray(), "body " + body);
        int from = column(range.group(2));
        int width = column(range.group(3)) - from + 1;
        must(from + width <= tab.columns, "Range exceeds grid limits");
        if (call.equals("update")) {
            must(query.isEmpty() && values.size() == 1 && values.get(0).size() == width, "update " + query + body);
            put(tab, 0, from, values.get(0));
        } else {
            must(Map.of("insertDataOption", "INSERT_ROWS").equals(query), "query " + query);
            for (JsonNode row : values) {
                must(row.size() == width, "a row of " + row.size() + " in " + width);
                put(tab, tab.rows.size(), from, row);
            }
        }
        return "{\"spreadsheetId\":\"" + SPREADSHEET + "\"}";
    }

    private static List<JsonNode> trimmed(List<JsonNode> row) {
        int end = row.size();
        while (end > 0 && row.get(end - 1).asText().isEmpty()) {
            end--;
        }
        return row.subList(0, end);
    }

    private static void put(Tab tab, int row, int from, JsonNode cells) {
        while (tab.rows.size() <= row) {
            tab.rows.add(new ArrayList<>());
        }
        List<JsonNode> there = tab.rows.get(row);
        for (int i = 0; i < cells.size(); i++) {
            JsonNode cell = cells.get(i);
            must(cell.isTextual() || cell.isNumber(), "a cell " + cell.getNodeType());
            must(cell.asText().length() <= 50_000, "Your input contains more than the maximum of 50000 characters");
            while (there.size() <= from + i) {
                there.add(JSON.getNodeFactory().textNode(""));
            }
            there.set(from + i, cell);
        }
    }

    private ObjectNode sheetsOf() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode sheets = answer.putArray("sheets");
        tabs.forEach((title, tab) -> {
            ObjectNode properties = sheets.addObject().putObject("properties");
            properties.put("title", title).put("sheetType", "GRID").put("index", sheets.size() - 1);
            // a value of 0 is left out of Google's answers
            if (tab.id != 0) {
                properties.put("sheetId", tab.id);
            }
            properties
                    .putObject("gridProperties")
                    .put("columnCount", tab.columns)
                    .put("rowCount", tab.gridRows());
        });
        return answer;
    }

    private String change(JsonNode body) {
        must(body.size() == 1, "body " + body);
        for (JsonNode request : body.get("requests")) {
            JsonNode wider = request.get("appendDimension");
            JsonNode hide = request.get("updateDimensionProperties");
            must(request.size() == 1 && (wider != null || hide != null), "request " + request);
            JsonNode range = wider == null ? hide.get("range") : wider;
            Tab tab = tabs.values().stream()
                    .filter(t -> t.id == range.get("sheetId").asInt())
                    .findFirst()
                    .orElseThrow();
            must(range.get("dimension").asText().equals("COLUMNS"), "dimension");
            if (wider != null) {
                tab.columns += wider.get("length").asInt();
            } else {
                must(hide.get("fields").asText().equals("hiddenByUser"), "fields");
                must(hide.get("properties").toString().equals("{\"hiddenByUser\":true}"), "properties");
                must(range.get("endIndex").asInt() == range.get("startIndex").asInt() + 1, "one column");
                must(range.get("endIndex").asInt() <= tab.columns, "no such column");
                tab.hidden.add(range.get("startIndex").asInt());
            }
        }
        return "{}";
    }

    private static int column(String letters) {
        int column = 0;
        for (char c : letters.toCharArray()) {
            column = column * 26 + c - 'A' + 1;
        }
        return column - 1;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public void close() {
        receiver.close();
        if (!complaints.isEmpty() || !instead.isEmpty()) {
            throw new AssertionError("Google complains: " + complaints + ", never asked: " + instead);
        }
    }
}
