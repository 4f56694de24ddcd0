package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "\"",
                "\"\\",
                "{\"event\":{\"type\":\"status\"}",
                "{\"event\":{\"type\":\"status\"}} {}",
                "[]",
                "null",
                "12",
                "\"status\"",
                "{}",
                "{\"event\":null}",
                "{\"event\":\"status\"}",
                "{\"event\":{}}",
                "{\"event\":{\"type\":\"\"}}",
                "{\"event\":{\"type\":{\"a\":1}}}",
                "{\"event\":{\"type\":\"status\",\"payload\":NaN}}",
                "{\"event\":{\"type\":\"sta\ntus\"}}",
                "\ufeff{\"event\":{\"type\":\"status\"}}",
            })
    void whatMakesNoSenseIsKeptAsUnparsable(String item) {
        assertUnparsable(Events.of(item), item);
    }

    @Test
    void bytesThatAreNotUtf8AreUnparsableAndShownWithReplacements() {
        byte[] item = "{\"event\":{\"type\":\"stX\"}}".getBytes(StandardCharsets.US_ASCII);
        item[19] = (byte) 0xff;
        assertUnparsable(Events.of(item), "{\"event\":{\"type\":\"s\ufffdX\"}}");
    }

    @Test
    void bytesOfAnotherEncodingAreUnparsable() {
        byte[] utf16 = "{\"event\":{\"type\":\"status\"}}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Events.of(utf16).type()).isEqualTo(Kind.UNPARSABLE_TYPE);
    }

    @Test
    void anItemDeeperThanAnyStackShouldGoIsUnparsable() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertUnparsable(Events.of("status", deep), "{\"event\":{\"type\":\"status\",\"payload\":" + deep + "}}");
    }

    @Test
    void anItemTheWebhookFoundUnparsableStaysSo() {
        String item = "{\"event\":{\"type\":\"status\"}}";
        assertUnparsable(EventReader.read("evt_1", 1, Instant.EPOCH, Kind.UNPARSABLE, Events.bytes(item)), item);
    }

    @Test
    void aReplacementCharacterThatWasReallySentIsNoMistake() {
        assertThat(Events.message("{\"type\":\"text\",\"text\":\"a\ufffdb\"}").text())
                .isEqualTo("a\ufffdb");
    }

    @Test
    void theSourceIsThatOfTheKind() {
        Kind kind = new Kind(Event.RELAY, "lead.new", null);
        Event event =
                EventReader.read("evt_1", 1, Instant.EPOCH, kind, Events.bytes("{\"event\":{\"type\":\"lead.new\"}}"));
        assertThat(event.source()).isEqualTo("relay");
        assertThat(event.type()).isEqualTo("lead.new");
    }

    @Test
    void noPartIsNullWhenEverythingIsMissing() {
        Event event = Events.of("{\"event\":{\"type\":\"something\"}}");
        assertThat(event.toJson())
                .isEqualTo("{\"schema\":1,\"id\":\"evt_1\",\"seq\":1,\"source\":\"wotnot\",\"type\":\"something\","
                        + "\"subtype\":null,\"occurredAt\":null,\"receivedAt\":\"2026-01-02T03:04:05Z\","
                        + "\"actor\":{\"type\":null,\"id\":null,\"email\":null},"
                        + "\"conversation\":{\"key\":null,\"id\":null,\"url\":null,\"title\":null,\"status\":null,"
                        + "\"labels\":[],\"assignee\":{\"type\":null,\"id\":null,\"email\":null}},"
                        + "\"visitor\":{\"key\":null,\"id\":null,\"name\":null,\"email\":null,\"phone\":null},"
                        + "\"account\":{\"key\":null,\"id\":null},\"bot\":{\"id\":null,\"name\":null},"
                        + "\"text\":null,\"variables\":{},"
                        + "\"attachment\":{\"link\":null,\"mimeType\":null,\"fileName\":null},"
                        + "\"payload\":{},\"extra\":{}}");
    }

    @Test
    void fieldsNobodyDocumentedAreKeptWhereTheyStood() {
        Event event =
                Events.of("{\"event\":{\"type\":\"x\",\"id\":7},\"conversation\":{\"key\":\"k\",\"channel\":\"web\"},"
                        + "\"account\":{\"bot\":{\"id\":1,\"n\":1.10}},\"visitor\":{\"key\":\"v\"},\"trace\":[1,2]}");
        StringBuilder json = new StringBuilder();
        event.extra().appendJson(json);
        assertThat(json)
                .hasToString("{\"event\":{\"id\":7},\"conversation\":{\"channel\":\"web\"},"
                        + "\"account\":{\"bot\":{\"n\":1.10}},\"trace\":[1,2]}");
        assertThat(event.conversation().key()).isEqualTo("k");
    }

    @Test
    void idsAreTextAndEmptyOnesAreNone() {
        Event event =
                Events.of("{\"event\":{\"type\":\"x\"},\"conversation\":{\"key\":\"\",\"id\":12345678901234567890},"
                        + "\"visitor\":{\"key\":5,\"id\":[1]}}");
        assertThat(event.conversation().key()).isNull();
        assertThat(event.conversation().id()).isEqualTo("12345678901234567890");
        assertThat(event.visitor().key()).isEqualTo("5");
        assertThat(event.visitor().id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"type\":\"text\",\"text\":\"one\\r\\n two\\tthree\\u2028four \"}#one two three four",
                "{\"type\":\"text\",\"text\":\"  two  blanks \"}#two  blanks",
                "{\"type\":\"text\",\"text\":\"\\u0000\"}#",
                "{\"type\":\"text\"}#",
                "{\"type\":\"text\",\"text\":{\"a\":1}}#",
                "{\"type\":\"text\",\"text\":5}#5",
                "{\"type\":\"sticker\",\"payload\":\"a plain text\"}#a plain text",
                "{\"type\":\"sticker\",\"payload\":[1]}#",
                "{\"type\":\"sticker\",\"payload\":{\"title\":\"T\",\"body\":\"B\"}}#T",
                "{\"type\":\"sticker\",\"payload\":{\"link\":\"https://example.com/s.png\"}}#[sticker] https://example.com/s.png",
                "{\"payload\":{\"file_name\":\"s.png\"}}#[file] s.png",
                "\"only text\"#only text",
                "{\"type\":\"button\",\"payload\":{\"buttons\":[{\"title\":\"A\"},5,null,{\"title\":[]},{}]}}#A | 5",
                "{\"type\":\"button\",\"payload\":{\"title\":\"Q?\",\"buttons\":{}}}#Q?",
                "{\"type\":\"list\",\"payload\":{\"title\":\"Q?\",\"list\":[]}}#Q?",
                "{\"type\":\"carousel\",\"payload\":{\"title\":\"C\",\"items\":[1,2]}}#C (2 items)",
                "{\"type\":\"slider\",\"payload\":{\"title\":\"S\",\"min\":0}}#S",
                "{\"type\":\"slider.response\",\"payload\":{\"value\":30}}#30",
                "{\"type\":\"form\",\"payload\":{\"message\":\"Please\"}}#Please",
                "{\"type\":\"form.response\",\"payload\":{\"fields\":[{\"label\":\"Name\",\"value\":\"None\"},{\"value\":\"x\"},7]}}#Name: (no answer); x",
                "{\"type\":\"form.response\",\"payload\":{\"fields\":\"none\"}}#",
                "{\"type\":\"appointment_booking\",\"payload\":{\"title\":\"A\"}}#A",
                "{\"type\":\"appointment_booking.response\",\"payload\":{\"is_booking_failed\":true}}#Booking failed",
                "{\"type\":\"appointment_booking.response\",\"payload\":{}}#Booking",
                "{\"type\":\"calendly.response\",\"payload\":{\"variables\":{\"¿·is_calendly_event_scheduled·?\":false}}}#Calendly event not scheduled",
                "{\"type\":\"javascript\",\"payload\":{}}#[javascript]",
                "{\"type\":\"file_upload.response\",\"payload\":{\"type\":\"image\",\"payload\":[{\"file_name\":\"a\"},{\"file_name\":\"b\"}]}}#[image] a, [image] b",
            })
    void aMessageIsOneReadableLine(String message, String line) {
        assertThat(Events.message(message).text()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "status#{\"status\":\"Open\"}#Conversation opened",
                "status#{\"status\":\"Reopen\",\"changed_by\":{\"type\":\"bot\",\"id\":3}}#Conversation reopened by bot 3",
                "status#{\"status\":\"Pending\"}#Conversation pending",
                "status#{}#Conversation status changed",
                "assignee_change#{\"to\":{\"email\":\"a@example.com\"}}#Assigned to a@example.com",
                "assignee_change#{\"to\":null,\"from\":{\"type\":\"bot\"}}#Unassigned from bot",
                "assignee_change#{}#Assignee changed",
                "conversation_labels#{\"action\":\"added\",\"labels\":[{\"id\":1,\"title\":\"Hot\"},{\"id\":2}]}#Labels Hot, 2 added",
                "conversation_labels#{\"labels\":\"x\"}#Label changed",
                "variables#{\"variables\":[{\"name\":\"a\",\"value\":\"None\"},{\"name\":\"b\",\"value\":{\"c\":[1.0]}},{\"value\":1},3]}#a cleared; b = {\"c\":[1.0]}",
                "variables#{\"variables\":5}#",
                "note#{\"note\":\"line\\nbreak\"}#Note: line break",
                "conversation_create#{}#New conversation",
                "conversation_create#{\"variables\":[{\"name\":\"visitor_name\",\"value\":\"Ann\"}]}#New conversation: Ann",
                "ticket#{\"title\":\"Broken\"}#Broken",
                "ticket#\"just text\"#just text",
                "ticket#{\"a\":1}#",
                "message#\"hello\"#hello",
                "message#[]#",
            })
    void anyEventIsOneReadableLine(String type, String payload, String line) {
        assertThat(Events.of(type, payload).text()).isEqualTo(line);
    }

    @Test
    void statesAreOpenOrClosed() {
        assertThat(Events.of("status", "{\"status\":\"Reopened\"}")
                        .conversation()
                        .status())
                .isEqualTo("open");
        assertThat(Events.of("conversation_create", "{\"is_closed\":true}")
                        .conversation()
                        .status())
                .isEqualTo("closed");
    }

    @Test
    void addedLabelsAreTheConversations() {
        assertThat(Events.of("conversation_labels", "{\"action\":\"added\",\"labels\":[{\"id\":1},{\"name\":\"Hot\"}]}")
                        .conversation()
                        .labels())
                .containsExactly("1", "Hot");
    }

    @Test
    void whoDidItIsFoundInFieldsNobodyDocumentedToo() {
        assertThat(Events.of("ticket", "{\"opened_by\":{\"type\":\"user\",\"id\":5}}")
                        .actor())
                .isEqualTo(new Event.Actor("user", "5", null));
    }

    @Test
    void ofAVariableGivenTwiceTheLastValueCounts() {
        Event event = Events.of(
                "variables",
                "{\"variables\":[{\"name\":\"b\",\"value\":1},{\"name\":\"a\",\"value\":2},{\"name\":\"b\",\"value\":3}]}");
        assertThat(event.variables().toString()).isEqualTo("{\"b\":3,\"a\":2}");
    }

    @Test
    void variablesNameTheVisitorAndTheBot() {
        Event event = Events.of(
                "variables",
                "{\"variables\":{\"¿·visitor_email·?\":\"a@example.com\",\"visitor_phone\":49,\"bot_name\":\"B\","
                        + "\"¿·$user.info.visitor_name·?\":\"None\"}}");
        assertThat(event.visitor().email()).isEqualTo("a@example.com");
        assertThat(event.visitor().phone()).isEqualTo("49");
        assertThat(event.visitor().name()).isNull();
        assertThat(event.bot().name()).isEqualTo("B");
        assertThat(event.variables()).containsEntry("visitor_name", null);
    }

    @Test
    void numbersAndTextsComeBackAsTheyCame() {
        String payload = "{\"n\":[1e999999999,1.10,-0,1E5," + "9".repeat(100) + ",0.0000001],"
                + "\"s\":\"\\ud800 \\u0000 \u202e \\/ \\u0041 \ud83d\ude00\",\"twice\":1,\"twice\":2}";
        Event event = Events.of("x", payload);
        assertThat(event.toJson()).contains("\"payload\":" + payload + ",");
        assertThat(event.payload().get("n").toString()).startsWith("[1e999999999,1.10,-0,1E5,999");
        assertThat(event.payload().get("s")).isEqualTo("\ud800 \u0000 \u202e / A \ud83d\ude00");
        assertThat(event.payload()).containsEntry("twice", 2);
    }

    @Test
    void aVariableThatUtf8CannotCarryIsEscaped() {
        Event event = Events.of("variables", "{\"variables\":{\"\\ud800\":\"\\udc00\\u0000\\u2028\"}}");
        assertThat(event.toJson()).contains("\"variables\":{\"\\ud800\":\"\\udc00\\u0000\\u2028\"}");
        assertThat(new String(event.toJson().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(event.toJson());
    }

    @Test
    void manyNamesThatCollideAreNoTrouble() {
        StringBuilder payload = new StringBuilder("{");
        for (int i = 0; i < 4096; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            payload.append('"').append(name).append("\":0,");
        }
        Event event = Events.of("x", payload.append("\"end\":1}").toString());
        assertThat(event.payload()).hasSize(4097);
    }

    @Test
    void theMapReadsLikeTheJson() {
        Event event = Events.of("x", "{\"a\":[1]}");
        Map<String, Object> map = EventJson.map(event);
        StringBuilder json = new StringBuilder();
        JsonText.append(json, map);
        assertThat(json).hasToString(event.toJson());
        assertThat(map).containsEntry("payload", Map.of("a", List.of(1)));
    }

    @Test
    void jacksonWritesAnEventAndItsPartsAsTheirJson() throws IOException {
        Event event = Events.of("x", "{\"s\":\"\\ud800\",\"n\":[1.10,1e999999999]}");
        ObjectMapper jackson = new ObjectMapper();
        assertThat(jackson.writeValueAsString(event)).isEqualTo(event.toJson());
        assertThat(new String(jackson.writeValueAsBytes(event.payload()), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"\\ud800\",\"n\":[1.10,1e999999999]}");
        assertThat(jackson.writeValueAsString(Map.of("n", event.payload().get("n"))))
                .isEqualTo("{\"n\":[1.10,1e999999999]}");
        assertThat(jackson.writeValueAsString(Batch.of(List.of(event))))
                .isEqualTo(Batch.of(List.of(event)).toJson());
    }

    @Test
    void jacksonMakesATreeOfAnEvent() {
        Event event = Events.of("x", "{\"n\":[1.10,5]}");
        JsonNode tree = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .valueToTree(event);
        assertThat(tree.at("/payload/n/1").intValue()).isEqualTo(5);
        assertThat(tree.at("/payload/n/0").decimalValue()).isEqualTo("1.10");
        assertThat(tree.at("/type").textValue()).isEqualTo("x");
    }

    @Test
    void integersThatALongHoldsAreNumbersOfJava() {
        Fields payload = Events.of("x", "{\"a\":5,\"b\":9223372036854775807,\"c\":9223372036854775808,\"d\":-0}")
                .payload();
        assertThat(payload.get("a")).isEqualTo(5);
        assertThat(payload.get("b")).isEqualTo(Long.MAX_VALUE);
        assertThat(payload.get("c")).isInstanceOf(JsonNumber.class).hasToString("9223372036854775808");
        assertThat(payload.get("d")).isInstanceOf(JsonNumber.class).hasToString("-0");
    }

    @Test
    void aBatchIsOneJsonObject() {
        Event event = Events.of("x", "{}");
        assertThat(Batch.of(List.of(event, event)).toJson())
                .isEqualTo("{\"size\":2,\"events\":[" + event.toJson() + "," + event.toJson() + "]}");
    }

    private static void assertUnparsable(Event event, String raw) {
        assertThat(event.type()).isEqualTo(Kind.UNPARSABLE_TYPE);
        assertThat(event.source()).isEqualTo(Event.WOTNOT);
        assertThat(event.raw()).isEqualTo(raw);
        assertThat(event.payload()).isEmpty();
        assertThat(event.extra()).isEmpty();
        assertThat(event.conversation().key()).isNull();
        assertThat(event.text()).startsWith("Could not be understood:").doesNotContain("\n");
    }
}
