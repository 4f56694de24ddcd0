package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MapTextTest {
    private static final Event EVENT = Events.of(
            "{\"event\":{\"type\":\"<t>\",\"payload\":{\"<k>\":[\"<a>\",{\"b\":\"<b>\"}],\"n\":1.10,\"none\":null,"
                    + "\"esc\":\"\\u003c\",\"variables\":{\"<v>\":\"<w>\"},\"x_by\":{\"id\":\"<i>\"}}},"
                    + "\"conversation\":{\"key\":\"<c>\"},\"more\":\"<m>\"}");

    @Test
    void everyTextGoesThroughTheFunctionAndNoName() {
        String json = EVENT.mapText(MapTextTest::escape).toJson();
        assertThat(json)
                .contains("\"type\":\"&lt;t&gt;\"")
                .contains("\"key\":\"&lt;c&gt;\"")
                .contains("\"id\":\"&lt;i&gt;\"")
                .contains("\"variables\":{\"<v>\":\"&lt;w&gt;\"}")
                .contains(
                        "\"payload\":{\"<k>\":[\"&lt;a&gt;\",{\"b\":\"&lt;b&gt;\"}],\"n\":1.10,\"none\":null,\"esc\":\"&lt;\"")
                .contains("\"extra\":{\"more\":\"&lt;m&gt;\"}")
                .contains("\"subtype\":null");
    }

    @Test
    void theCopyIsWalkedThroughLikeTheOriginal() {
        Event copy = EVENT.mapText(MapTextTest::escape);
        List<?> list = (List<?>) copy.payload().get("<k>");
        assertThat(list.get(0)).isEqualTo("&lt;a&gt;");
        assertThat(list.get(1)).isInstanceOf(Fields.class).hasToString("{\"b\":\"&lt;b&gt;\"}");
        assertThat(copy.payload()).containsEntry("esc", "&lt;").containsEntry("none", null);
        assertThat(copy.payload().get("nope")).hasToString("");
        assertThat(copy.raw()).doesNotContain("<");
    }

    @Test
    void whatIsPrintedAsAWholeIsMappedAsAWholeNamesIncluded() {
        Event copy = EVENT.mapText(MapTextTest::escape);
        assertThat(copy).hasToString(escape(EVENT.toJson()));
        assertThat(copy.payload()).hasToString(escape(EVENT.payload().toString()));
        assertThat(copy.variables()).hasToString(escape("{\"<v>\":\"<w>\"}"));
        assertThat(Batch.of(List.of(EVENT)).mapText(MapTextTest::escape).toString())
                .doesNotContain("<");
    }

    @Test
    void twoFunctionsFollowEachOther() {
        Event copy = EVENT.mapText(s -> s + "1").mapText(s -> s + "2");
        assertThat(copy.type()).isEqualTo("<t>12");
        assertThat(copy.payload()).containsEntry("esc", "<12");
        assertThat(copy).hasToString(EVENT.toJson() + "12");
    }

    @Test
    void identityChangesNothing() {
        Event copy = EVENT.mapText(UnaryOperator.identity());
        assertThat(copy.toJson()).isEqualTo(EVENT.toJson());
        assertThat(copy).isEqualTo(EVENT);
    }

    @Test
    void aPayloadThatIsNoObjectIsMappedToo() {
        Event text = Events.of("x", "\"<p>\"").mapText(MapTextTest::escape);
        assertThat(text.toJson()).contains("\"payload\":\"&lt;p&gt;\"");
        assertThat(text.payload()).hasToString("&lt;p&gt;");
        Event list = Events.of("x", "[\"<p>\"]").mapText(MapTextTest::escape);
        assertThat(list.toJson()).contains("\"payload\":[\"&lt;p&gt;\"]");
        assertThat(list.payload().get("0")).isEqualTo("&lt;p&gt;");
    }

    private static String escape(String s) {
        return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
