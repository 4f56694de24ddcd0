package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemReaderTest {
    @Test
    void theTypeIsTheEvents() {
        assertThat(read("{\"event\":{\"type\":\"status\",\"payload\":{\"type\":\"x\"}},\"type\":\"y\"}")
                        .kind())
                .isEqualTo(new Kind(Event.WOTNOT, "status", null));
    }

    @Test
    void theSubtypeOfAMessageIsItsMessagesTypeInAnyOrderOfTheFields() {
        assertThat(
                        read("{\"event\":{\"payload\":{\"message\":{\"payload\":{\"type\":\"x\"},\"type\":\"form.response\"},"
                                        + "\"type\":\"y\"},\"type\":\"message\"}}")
                                .kind())
                .isEqualTo(new Kind(Event.WOTNOT, "message", "form.response"));
    }

    @Test
    void onlyMessagesHaveASubtype() {
        assertThat(read("{\"event\":{\"type\":\"note\",\"payload\":{\"message\":{\"type\":\"text\"}}}}")
                        .kind())
                .isEqualTo(new Kind(Event.WOTNOT, "note", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "null", "\"\"", "[\"text\"]"})
    void aMessagesTypeThatIsNoTextIsNone(String type) {
        assertThat(read("{\"event\":{\"type\":\"message\",\"payload\":{\"message\":{\"type\":" + type + "}}}}")
                        .kind())
                .isEqualTo(new Kind(Event.WOTNOT, "message", null));
    }

    @Test
    void typesNobodyDocumentedAreKindsLikeAnyOther() {
        assertThat(read("{\"event\":{\"type\":\"br\\u00e4nd.new ☃\"}}").kind())
                .isEqualTo(new Kind(Event.WOTNOT, "bränd.new ☃", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "\"x\"",
                "[]",
                "{}",
                "{\"event\":1}",
                "{\"event\":{}}",
                "{\"event\":{\"type\":1}}",
                "{\"event\":{\"type\":\"\"}}",
                "{\"event\":[{\"type\":\"x\"}]}",
                "{\"type\":\"x\"}"
            })
    void whatHasNoTypeIsUnparsable(String item) {
        assertThat(read(item).unparsable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":{\"type\":\"a\"},\"event\":{\"type\":\"b\"}}",
                "{\"event\":{\"type\":\"a\",\"type\":\"b\"}}",
                "{\"event\":{\"type\":\"a\",\"typ\\u0065\":\"a\"}}",
                "{\"event\":{\"type\":\"a\",\"payload\":{},\"payload\":{}}}",
                "{\"event\":{\"type\":\"message\",\"payload\":{\"message\":{\"type\":\"a\",\"type\":\"b\"}}}}",
                "{\"event\":{\"type\":\"message\",\"payload\":{\"message\":{},\"message\":{}}}}",
                "{\"event\":{\"type\":\"a\"},\"conversation\":{},\"conversation\":{}}",
                "{\"event\":{\"type\":\"a\"},\"timestamp\":\"\",\"timestamp\":\"\"}"
            })
    void whatTwoReadersCouldReadDifferentlyIsUnparsable(String item) {
        assertThat(read(item).unparsable()).isTrue();
    }

    @Test
    void aRepeatedNameThatDecidesNothingIsFine() {
        assertThat(read("{\"event\":{\"type\":\"a\",\"x\":1,\"x\":2},\"y\":1,\"y\":2}")
                        .unparsable())
                .isFalse();
    }

    @Test
    void sixtyFourLevelsAreUnderstoodAndSixtyFiveAreNot() {
        assertThat(read(with("[".repeat(63) + "]".repeat(63))).unparsable()).isFalse();
        assertThat(read(with("[".repeat(64) + "]".repeat(64))).unparsable()).isTrue();
        assertThat(read(with("[".repeat(100_000) + "]".repeat(100_000))).unparsable())
                .isTrue();
    }

    @Test
    void fiveThousandNamesAreUnderstoodAndOneMoreIsNot() {
        String names = "\"k\":1,".repeat(4_995);
        assertThat(read(with("{" + names + "\"k\":1}")).unparsable()).isFalse();
        assertThat(read(with("{" + names + "\"k\":1,\"k\":1,\"k\":1}")).unparsable())
                .isTrue();
    }

    @Test
    void aHundredDigitsAreUnderstoodAndOneMoreIsNot() {
        assertThat(read(with("-" + "7".repeat(98) + ".7E+1")).unparsable()).isFalse();
        assertThat(read(with("7".repeat(100))).unparsable()).isFalse();
        assertThat(read(with("7".repeat(101))).unparsable()).isTrue();
        assertThat(read(with("1e" + "9".repeat(100))).unparsable()).isTrue();
    }

    @Test
    void aMebibyteOfTextIsUnderstoodAndOneByteMoreIsNot() {
        assertThat(read(with("\"" + "x".repeat(Limits.TEXT) + "\"")).unparsable())
                .isFalse();
        assertThat(read(with("\"" + "x".repeat(Limits.TEXT + 1) + "\"")).unparsable())
                .isTrue();
    }

    @Test
    void aNameLongerThanTheLaterReaderTakesIsNotUnderstood() {
        assertThat(read(with("{\"" + "x".repeat(Limits.NAME) + "\":1}")).unparsable())
                .isFalse();
        assertThat(read(with("{\"" + "x".repeat(Limits.NAME + 1) + "\":1}")).unparsable())
                .isTrue();
    }

    @Test
    void anItemOverALimitDoesNotSinkItsSiblings() {
        Envelope envelope = EnvelopeTest.read(
                "{\"events\":[" + with("1") + ", " + with("[".repeat(80) + "]".repeat(80)) + "," + with("2") + "]}");
        assertThat(envelope.items()).extracting(Item::unparsable).containsExactly(false, true, false);
    }

    @Test
    void aTimestampCountsOnlyWhenAClockCouldHaveWrittenIt() {
        assertThat(read("{\"event\":{\"type\":\"a\"},\"timestamp\":\"2023-09-01 14:13:32.141788\"}")
                        .timed())
                .isTrue();
        assertThat(read("{\"event\":{\"type\":\"a\"},\"timestamp\":\"yesterday\"}")
                        .timed())
                .isFalse();
        assertThat(read("{\"event\":{\"type\":\"a\"},\"timestamp\":1693577612}").timed())
                .isTrue();
        assertThat(read("{\"event\":{\"type\":\"a\"},\"timestamp\":16935776}").timed())
                .isFalse();
        assertThat(read("{\"event\":{\"type\":\"a\",\"timestamp\":\"2023-09-01 14:13:32\"}}")
                        .timed())
                .isFalse();
    }

    /** An item that would be understood but for this value. */
    private static String with(String value) {
        return "{\"event\":{\"type\":\"a\"},\"x\":" + value + ",\"timestamp\":\"2023-09-01 14:13:32\"}";
    }

    private static Item read(String item) {
        byte[] bytes = item.getBytes(StandardCharsets.UTF_8);
        Item read = new ItemReader(new JsonScan(bytes, 0, bytes.length)).read();
        assertThat(read.to()).isEqualTo(bytes.length);
        return read;
    }
}
