package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.webhook.Envelope.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"token\":\"t\"}",
                "{\"events\":[]}",
                "{\"token\":\"t\",\"events\":[ ]}",
                " { \"events\" : [] } "
            })
    void nothingButATokenAndNoEventsIsAHandshake(String body) {
        assertThat(read(body).shape()).isEqualTo(Shape.HANDSHAKE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"event\":{\"type\":\"label\"}}]",
                "1",
                "\"text\"",
                "null",
                "true",
                "{\"events\":{}}",
                "{\"events\":null}",
                "{\"other\":1}",
                "{\"events\":[1],\"other\":1}",
                "{\"events\":[1],\"events\":[2]}",
                "{\"Events\":[]}"
            })
    void anyOtherJsonIsKeptAsOneWhole(String body) {
        assertThat(read(body).shape()).isEqualTo(Shape.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[1.]",
                "[.5]",
                "[-]",
                "[+1]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "nul",
                "nulll",
                "tru",
                "[1 2]",
                "{} {}",
                "{}x",
                "[\"\t\"]",
                "[\"\u0000\"]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "[\"\\u12g4\"]",
                "[\"a]",
                "[\"\\\"]",
                "/* c */ []",
                "[] // c",
                "{\"a\":1 \"b\":2}",
                "{\"a\"::1}",
                "\u000b[]",
                "\u00a0[]",
                "{\"events\":[}",
                "\ufeff",
                "\u0000",
                "[1]\u0000"
            })
    void whatIsNoJsonIsMalformed(String body) {
        assertThat(read(body).shape()).isEqualTo(Shape.MALFORMED);
        assertThat(read(body).complaint()).contains("body");
    }

    @Test
    void badUtf8IsMalformedWhereverItStands() {
        byte[] body = "{\"events\":[{\"a\":\"??\"}]}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 6] = (byte) 0xc0;
        body[body.length - 7] = (byte) 0xaf;
        assertThat(Envelope.of(body).shape()).isEqualTo(Shape.MALFORMED);
        assertThat(Envelope.of(body).items()).isEmpty();
    }

    @Test
    void aByteOrderMarkIsSteppedOverAndNotStored() {
        Envelope envelope = read("\ufeff[1]");
        assertThat(envelope.shape()).isEqualTo(Shape.OTHER);
        assertThat(envelope.withoutToken()).asString().isEqualTo("[1]");
    }

    @Test
    void utf16IsMalformed() {
        assertThat(Envelope.of("{}".getBytes(StandardCharsets.UTF_16LE)).shape())
                .isEqualTo(Shape.MALFORMED);
    }

    @Test
    void tenMillionBracketsCostNeitherStackNorMemory() {
        byte[] body = new byte[10 * 1024 * 1024];
        Arrays.fill(body, (byte) '[');
        assertThat(Envelope.of(body).shape()).isEqualTo(Shape.MALFORMED);
        Arrays.fill(body, body.length / 2, body.length, (byte) ']');
        assertThat(Envelope.of(body).shape()).isEqualTo(Shape.OTHER);
    }

    @Test
    void aDeepObjectInsideADeepArrayClosesInTheRightOrder() {
        String open = "[{\"a\":".repeat(500);
        assertThat(read(open + "1" + "}]".repeat(500)).shape()).isEqualTo(Shape.OTHER);
        assertThat(read(open + "1" + "]}".repeat(500)).shape()).isEqualTo(Shape.MALFORMED);
    }

    @Test
    void aBatchOfMoreItemsThanAnyoneSendsIsKeptAsOneWhole() {
        assertThat(read("{\"events\":[" + "1,".repeat(Limits.ITEMS - 1) + "1]}").items())
                .hasSize(Limits.ITEMS);
        assertThat(read("{\"events\":[" + "1,".repeat(Limits.ITEMS) + "1]}").shape())
                .isEqualTo(Shape.OTHER);
    }

    @Test
    void theTokenIsReadHoweverItIsWritten() {
        assertThat(read("{\"t\\u006fken\":\"a\\u0062\\n\\\"ü\"}").token()).isEqualTo("ab\n\"ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "[\"t\"]", "{\"$ne\":1}", "true"})
    void aTokenThatIsNoTextIsNone(String value) {
        Envelope envelope = read("{\"token\":" + value + "}");
        assertThat(envelope.token()).isNull();
        assertThat(envelope.tokenRepeated()).isFalse();
    }

    @Test
    void aTokenDeeperInTheBodyIsNone() {
        assertThat(read("{\"a\":{\"token\":\"t\"},\"events\":[{\"token\":\"t\"}]}")
                        .token())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"a\",\"token\":\"a\"}",
                "{\"token\":\"a\",\"events\":[],\"\\u0074oken\":1}",
                "{\"token\":\"a\",\"token\":\"b\",broken"
            })
    void aRepeatedTokenIsNoticed(String body) {
        assertThat(read(body).tokenRepeated()).isTrue();
    }

    @Test
    void theTokenBeforeTheFirstMistakeIsSeen() {
        assertThat(read("{\"token\":\"t\",\"events\":[").token()).isEqualTo("t");
        assertThat(read("{\"events\":[,\"token\":\"t\"").token()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"token\":\"s\",\"a\":1} | {\"a\":1}",
                "{\"a\":1,\"token\":\"s\"} | {\"a\":1}",
                "{\"a\":1 , \"token\" : \"s\" , \"b\":2} | {\"a\":1 , \"b\":2}",
                "{ \"token\":{\"x\":[1,\",\"]} , \"a\":1} | { \"a\":1}",
                "{\"a\":{\"token\":\"inner\"}} | {\"a\":{\"token\":\"inner\"}}",
                "[\"token\"] | [\"token\"]"
            })
    void theTokenIsCutFromWhatIsStoredWhole(String body, String kept) {
        assertThat(read(body).withoutToken()).asString().isEqualTo(kept);
        assertThat(read(kept).shape()).isEqualTo(Shape.OTHER);
    }

    static Envelope read(String body) {
        return Envelope.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
