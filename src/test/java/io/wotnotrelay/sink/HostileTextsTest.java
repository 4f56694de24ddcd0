package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.docs.Kamelet;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a visitor types arrives as text and as nothing else: every hostile text, through every sink, read at its end. */
class HostileTextsTest {
    @RegisterExtension
    static final GreenMailExtension MAIL =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "io.wotnotrelay.sink.HostileTexts#table";
    private static final String COLUMNS = "Text: ${body.text}\nWho: by ${body.visitor.name}";
    private static FakeGoogle google;

    private static Sinks sinks;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws Exception {
        google = new FakeGoogle();
        sinks = new Sinks();
    }

    @AfterAll
    static void close() {
        sinks.close();
        google.close();
    }

    @Test
    void theTableIsLongAndNoRowIsThereTwice() {
        List<Hostile> table = HostileTexts.table();

        assertThat(table).hasSizeGreaterThanOrEqualTo(40);
        assertThat(new HashSet<>(table.stream().map(Hostile::text).toList())).hasSameSizeAs(table);
        assertThat(table).extracting(Hostile::name).doesNotHaveDuplicates();
    }

    /** Here, in a method that begins with the sink's name, or in the test of the sink's own. */
    @Test
    void everySinkIsTriedWithTheWholeTable() throws Exception {
        for (Kamelet kamelet : Kamelet.all()) {
            String name = StringHelper.dashToCamelCase(kamelet.name());
            boolean here = Stream.of(HostileTextsTest.class.getDeclaredMethods())
                    .anyMatch(method -> method.getName().startsWith(name) && triesTheTable(method));

            assertThat(here || triesTheTable("io.wotnotrelay.sink." + StringHelper.capitalize(name) + "Test"))
                    .as("a test of %s with @MethodSource(\"%s\")", kamelet.name(), TABLE)
                    .isTrue();
        }
    }

    private static boolean triesTheTable(String test) throws ClassNotFoundException {
        return Stream.of(Class.forName(test).getDeclaredMethods()).anyMatch(HostileTextsTest::triesTheTable);
    }

    private static boolean triesTheTable(Method method) {
        MethodSource source = method.getAnnotation(MethodSource.class);
        return source != null && List.of(source.value()).contains(TABLE);
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void webhookSinkPostsItWholeAndUnchanged(Hostile hostile) throws Exception {
        try (Receiver receiver = new Receiver()) {
            sinks.webhook(Map.of("url", receiver.url())).delivers(event(hostile));

            unchanged(JSON.readTree(receiver.only().body()), hostile.text());
            assertThat(receiver.only().headers()).doesNotContainKey("X-evil");
        }
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void jsonlFileSinkWritesItWholeAndUnchangedOnOneLine(Hostile hostile) throws Exception {
        Path file = folder.resolve("e.jsonl");
        sinks.jsonl(Map.of("file", file.toString())).delivers(event(hostile));

        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
        unchanged(JSON.readTree(bytes), hostile.text());
    }

    private static void unchanged(JsonNode event, String text) {
        assertThat(event.get("text").textValue()).isEqualTo(text);
        assertThat(event.at("/visitor/name").textValue()).isEqualTo(text);
        assertThat(event.has("admin")).isFalse();
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void csvFileSinkKeepsItInItsCellAndMakesNoFormulaOfIt(Hostile hostile) throws Exception {
        Path file = folder.resolve("e.csv");
        sinks.csv(Map.of("file", file.toString(), "columns", COLUMNS)).delivers(event(hostile));

        try (CSVParser csv = CSVFormat.RFC4180.parse(Files.newBufferedReader(file))) {
            List<CSVRecord> rows = csv.getRecords();
            assertThat(rows).hasSize(2).allMatch(row -> row.size() == 2);
            assertThat(rows.get(1).get(0)).isEqualTo(cell((hostile.formula() ? "'" : "") + hostile.text(), 32_767));
            assertThat(rows.get(1).get(1)).isEqualTo(cell("by " + hostile.text(), 32_767));
        }
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void googleSheetsRowSinkSendsItAsTextToBeTakenAsItIs(Hostile hostile) throws Exception {
        FakeGoogle.Tab sheet = google.tabs.get("Sheet1");
        sheet.rows.clear();
        sinks.sheets(Map.of(
                        "spreadsheetId",
                        FakeGoogle.SPREADSHEET,
                        "serviceAccountKey",
                        google.key().toString(),
                        "rootUrl",
                        google.rootUrl(),
                        "columns",
                        COLUMNS))
                .delivers(event(hostile));

        // The fake takes RAW alone, which is what makes a text a text.
        assertThat(sheet.rows).hasSize(2);
        assertThat(sheet.rows.get(1))
                .allMatch(JsonNode::isTextual)
                .extracting(JsonNode::textValue)
                .containsExactly(cell(hostile.text(), 50_000), cell("by " + hostile.text(), 50_000), "evt_1.test");
    }

    /** What no table can hold is U+FFFD, and what is too long ends with a mark that says so. */
    private static String cell(String text, int most) {
        String whole = HostileTexts.whole(text);
        if (whole.length() <= most) {
            return whole;
        }
        int end = most - "… [cut]".length();
        return whole.substring(0, end).replaceFirst("[\ud800-\udbff]$", "") + "… [cut]";
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void emailAlertSinkWritesItIntoSubjectNameTextAndHtmlAndNowhereElse(Hostile hostile) throws Exception {
        MimeMessage mail = mailed(
                hostile,
                Map.of(
                        "from", "${body.text} <alerts@example.com>",
                        "to", "${body.text} <a@example.com>",
                        "replyTo", "${body.text}",
                        "subject", "S ${body.text}",
                        "body", "[${body.text}]",
                        "htmlBody", "<i title=\"${body.text}\">${body.text}</i>"));

        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(header -> header.getName())
                .doesNotHaveDuplicates()
                .contains("Subject", "From", "To", "Message-ID", "Date", "MIME-Version")
                .doesNotContain("X-Evil", "Bcc", "Reply-To", "Cc");
        assertThat(mail.getAllRecipients()).singleElement().satisfies(to -> named(to, "a@example.com", hostile));
        assertThat(mail.getFrom()).singleElement().satisfies(from -> named(from, "alerts@example.com", hostile));
        assertThat(header("S " + hostile.text()))
                .startsWith(header(mail.getSubject().replaceFirst("…$", "")));
        oneLine(mail.getSubject());
        assertThat("Subject: " + mail.getHeader("Subject")[0]).hasSizeLessThanOrEqualTo(998);
        assertThat(part(mail, 0)).isEqualTo("[" + cleaned(hostile.text()) + "]");
        assertThat(part(mail, 1).replace("<br>\n", "").split("[<>\"']", -1))
                .as("markup of the author, and no other")
                .hasSize(7);
        String shown = cleaned(hostile.text()).replaceAll("[\ufffe\uffff]", "\ufffd");
        assertThat(unescaped(part(mail, 1))).isEqualTo("<i title=\"" + shown + "\">" + shown + "</i>");
    }

    @ParameterizedTest
    @MethodSource(TABLE)
    void emailAlertSinkWithoutTemplatesShowsItAndNothingInItRuns(Hostile hostile) throws Exception {
        MimeMessage mail = mailed(hostile, Map.of());

        oneLine(mail.getSubject());
        assertThat(part(mail, 0)).contains(cleaned(hostile.text()).strip());
        assertThat(part(mail, 1)).doesNotContain("<script", "<img", "<svg", "<a href=\"javascript", "src=\"");
    }

    private MimeMessage mailed(Hostile hostile, Map<String, String> templates) throws Exception {
        Map<String, String> parameters = new java.util.HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(MAIL.getSmtp().getPort()),
                "security", "none",
                "from", "alerts@example.com",
                "to", "a@example.com"));
        parameters.putAll(templates);
        sinks.mail(parameters).delivers(event(hostile));
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        return MAIL.getReceivedMessages()[0];
    }

    private static void named(jakarta.mail.Address address, String expected, Hostile hostile) {
        InternetAddress mailbox = (InternetAddress) address;
        assertThat(mailbox.getAddress()).isEqualTo(expected);
        String name = mailbox.getPersonal() == null ? "" : mailbox.getPersonal();
        assertThat(header(hostile.text())).startsWith(header(name.replaceFirst("…$", "")));
        oneLine(name);
    }

    /** What stays of a text in a header, however blanks and what cannot be seen are written there. */
    private static String header(String text) {
        return text.replaceAll("[\\p{C}\\p{Z}\ufffd]", "");
    }

    /** Nothing ends the line, turns the reading around or hides. */
    private static void oneLine(String text) {
        assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cs}\u2028\u2029\u200b\u200e\u200f\u2060\u061c\ufeff]");
        assertThat(text).doesNotContainPattern("[\u202a-\u202e\u2066-\u2069\\x{e0000}-\\x{e007f}]");
    }

    private static String cleaned(String text) {
        return HostileTexts.whole(text)
                .replaceAll("\r\n|\r", "\n")
                .replaceAll("[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]", "");
    }

    private static String unescaped(String html) {
        return html.replace("<br>\n", "\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        String text =
                (String) ((MimeMultipart) mail.getContent()).getBodyPart(number).getContent();
        return text.replace("\r\n", "\n");
    }

    private static io.wotnotrelay.event.Event event(Hostile hostile) {
        return Sinks.event(hostile.text(), hostile.text());
    }
}
