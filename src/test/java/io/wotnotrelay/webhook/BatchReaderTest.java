package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.NewEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private static final String ITEM =
            "{\"event\":{\"type\":\"label\"},\"n\":1e999999999,\"t\":\"\\ud800\\u0000 \u202e\",\"timestamp\":\"2023-09-01 14:13:32\"}";

    @Test
    void numbersLoneSurrogatesAndControlCharactersStayAsTheyCame() {
        assertThat(read("{\"events\":[ " + ITEM + " ]}", 1).get(0).raw())
                .asString()
                .isEqualTo(ITEM);
    }

    @Test
    void theDigestIsTheBeginningOfTheSha256OfTheMinifiedItem() throws Exception {
        byte[] whole = MessageDigest.getInstance("SHA-256").digest(ITEM.getBytes(StandardCharsets.UTF_8));
        String spaced = ITEM.replace("\"n\":", "\n \"n\" :\t");
        assertThat(read("{\"events\":[" + ITEM + "," + spaced + "]}", 1))
                .extracting(NewEvent::digest)
                .containsExactly(Arrays.copyOf(whole, 16), Arrays.copyOf(whole, 16));
    }

    @Test
    void anItemThatSaysWhenItHappenedIsTheSameInAnotherRequest() {
        assertThat(digest("{\"events\":[" + ITEM + "]}", 1)).isEqualTo(digest("{\"events\":[" + ITEM + "]}", 2));
    }

    @Test
    void anItemWithoutATimeIsTheSameOnlyWithinItsRequest() {
        String item = "{\"event\":{\"type\":\"label\"}}";
        String body = "{\"events\":[" + item + "," + item + "]}";
        assertThat(digest(body, 1)).isNotEqualTo(digest(body, 2));
        assertThat(read(body, 1).get(0).digest()).isEqualTo(read(body, 1).get(1).digest());
    }

    @Test
    void anUnparsableItemIsNeverADuplicateOfAnotherRequests() {
        String body = "{\"events\":[{\"timestamp\":\"2023-09-01 14:13:32\"}]}";
        assertThat(digest(body, 1)).isNotEqualTo(digest(body, 2));
    }

    @Test
    void twoEventsThatShareConversationTypeAndTimeAreTwo() {
        String other = ITEM.replace("\"n\":1", "\"n\":2");
        assertThat(digest("{\"events\":[" + ITEM + "]}", 1)).isNotEqualTo(digest("{\"events\":[" + other + "]}", 1));
    }

    @Test
    void aBodyThatIsNoBatchIsOneUnparsableEventWithoutItsToken() {
        List<NewEvent> events = read("{\"token\":\"secret\",\"data\":{\"a\":1}}", 1);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo(Kind.UNPARSABLE.key());
        assertThat(events.get(0).raw()).asString().isEqualTo("{\"data\":{\"a\":1}}");
    }

    @Test
    void aHandshakeHasNoEvents() {
        assertThat(read("{\"token\":\"secret\",\"events\":[]}", 1)).isEmpty();
    }

    @Test
    void aMalformedBodyHasNoEventsToAskFor() {
        assertThatThrownBy(() -> read("{", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] digest(String body, long receipt) {
        return read(body, receipt).get(0).digest();
    }

    private static List<NewEvent> read(String body, long receipt) {
        return BatchReader.events(EnvelopeTest.read(body), receipt);
    }
}
