package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TelegramMessageSinkTest {
    private static final String TOKEN = "123456:ABC-geheim";

    private FakeTelegram telegram;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        telegram = new FakeTelegram(TOKEN, "-100");
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        telegram.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("botToken", TOKEN, "chatId", "-100", "apiUrl", telegram.url()));
        parameters.putAll(more);
        return sinks.sink("telegram-message-sink", parameters);
    }

    private String text(int message) {
        return telegram.messages.get(message).path("text").asText();
    }

    @Test
    void aMessageSaysWhoDidWhatAndWhereToGoOn() throws Exception {
        Event event = Sinks.visitor(new Event.Visitor("v1", null, "Ann", "ann@example.com", null), "Hello & <bye>");
        sink(Map.of("threadId", "7", "silent", "true")).delivers(event);

        JsonNode message = telegram.messages.get(0);
        assertThat(FakeTelegram.read(text(0)).replace("\u200b", ""))
                .startsWith("Ann: Hello & <bye>")
                .contains("Email: ann@example.com");
        assertThat(message.path("message_thread_id").asInt()).isEqualTo(7);
        assertThat(message.path("disable_notification").asBoolean()).isTrue();
        assertThat(message.at("/link_preview_options/is_disabled").asBoolean()).isTrue();
    }

    @Test
    void theAuthorsOwnTagsAndLinksWork() throws Exception {
        sink(Map.of(
                        "text",
                        "<b>New</b> from ${body.text}: <a href=\"${body.visitor.email}\">page</a>, <a href=\"${body.text}\">none</a>"))
                .delivers(Sinks.visitor(
                        new Event.Visitor("v1", null, null, "https://example.com/a?b=1&c=2", null),
                        "@bob </b> /start"));

        assertThat(text(0))
                .isEqualTo("<b>New</b> from @\u200bbob &lt;/\u200bb&gt; /\u200bstart:"
                        + " <a href=\"https://example.com/a?b=1&amp;c=2\">page</a>, <a href=\"about:blank\">none</a>");
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsTextAndFits(Hostile hostile) throws Exception {
        Event event = Sinks.event(hostile.text(), hostile.text());
        sink(Map.of("text", "[${body.text}|${body.visitor.name}]")).delivers(event);
        sink(Map.of()).delivers(event);

        assertThat(text(0)).startsWith("[").doesNotContainPattern("[<>]");
        for (int i = 0; i < 2; i++) {
            assertThat(text(i)).hasSizeLessThanOrEqualTo(4096);
            assertThat(FakeTelegram.read(text(i)))
                    .doesNotContainPattern("[@#/$][\\p{L}\\p{N}_]")
                    .doesNotContain("://e");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | Bad Request: chat not found                                       | correct chatId
                    400 | Bad Request: can't parse entities: Unsupported start tag          | correct its tags
                    400 | Bad Request: not enough rights to send text messages to the chat  | give it the right
                    400 | Bad Request: message thread not found                             | threadId
                    401 | Unauthorized                                                      | @BotFather
                    403 | Forbidden: bot was kicked from the supergroup chat                | add it again
                    403 | Forbidden: bot was blocked by the user                            | blocked the bot
                    403 | Forbidden: something new                                          | look after its rights
                    404 | Not Found                                                         | @BotFather
                    """)
    void whatHasToBeMendedIsSaidInPlainWords(int status, String description, String words) {
        telegram.once(
                status, Map.of(), FakeTelegram.error(status, description, "").body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aGroupThatBecameASupergroupIsSaidWithItsNumber() {
        telegram.once(
                400,
                Map.of(),
                FakeTelegram.error(
                                400,
                                "Bad Request: group chat was upgraded to a supergroup chat",
                                "\"migrate_to_chat_id\":-1009")
                        .body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("set chatId to -1009");
    }

    @Test
    void aMessageTelegramNeverTakesIsADeadLetter() {
        telegram.once(
                400,
                Map.of(),
                FakeTelegram.error(400, "Bad Request: something new", "").body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello"))).isInstanceOf(UnfitEventException.class);
        assertThatThrownBy(() -> sink(Map.of("text", "${body.text}")).delivers(Sinks.event(" ")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void aFullQuotaTellsHowLongToWait() {
        telegram.once(
                429,
                Map.of(),
                FakeTelegram.error(429, "Too Many Requests: retry after 14", "\"retry_after\":14")
                        .body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(429);
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "14");
                });
    }

    @Test
    void theTokenIsNeverShownWhateverFails() throws Exception {
        telegram.once(502, Map.of(), "bad gateway");
        shown(() -> sink(Map.of()).delivers(Sinks.event("Hello")));
        telegram.once(302, Map.of("Location", "https://example.com/bot" + TOKEN), "");
        shown(() -> sink(Map.of()).delivers(Sinks.event("Hello")));
        shown(() -> sink(Map.of("apiUrl", "http://127.0.0.1:1")).delivers(Sinks.event("Hello")));
        shown(() -> sink(Map.of("botToken", TOKEN + " ä")));
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            Sinks.Sink slow = sink(Map.of("apiUrl", evil.url(), "timeout", "300ms"));
            shown(() -> slow.delivers(Sinks.event("Hello")));
            assertThatThrownBy(() -> slow.delivers(Sinks.event("Hello"))).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void shown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(e -> assertThat(message(e)).doesNotContain("geheim"));
    }

    /** All that could be logged, but where a redirect leads, which is told without its path. */
    private static String message(Throwable e) {
        return Throwables.getStackTrace(e)
                .lines()
                .filter(l -> !l.contains("redirect"))
                .toList()
                .toString();
    }

    @Test
    void aBatchIsRefusedAndAnAnswerOfSomebodyElseIsNoDelivery() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(Batch.of(List.of(Sinks.event("Hello")))))
                .isInstanceOf(MisconfiguredException.class);
        telegram.once(200, Map.of(), "<html>Welcome to the hotel</html>");
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Telegram");
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("botToken", "geheim"), "is no token of a bot");
        wrong(Map.of("chatId", "our group"), "neither the number");
        wrong(Map.of("chatId", "${body.text}"), "neither the number");
        wrong(Map.of("text", "${body.text"), "not closed");
        wrong(Map.of("threadId", "x"), "whole number");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters))
                .hasStackTraceContaining(words)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("geheim"));
    }
}
