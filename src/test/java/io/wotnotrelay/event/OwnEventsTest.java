package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnEventsTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

    private static Event read(String source, byte[] item) {
        Kind kind = Kind.of(new Kind(source, "relay.dead_letter", null).key());
        return EventReader.read("evt_1", 1, Instant.EPOCH, kind, item);
    }

    private static byte[] item() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("destination", "crm");
        facts.put("count", 12L);
        facts.put("code", null);
        facts.put("fields", List.of("a", "b"));
        return OwnEvents.item("relay.dead_letter", AT, "It said \"no\".", facts);
    }

    @Test
    void itIsReadAsItWasWritten() {
        Event event = read(Event.RELAY, item());
        assertThat(event.source()).isEqualTo("relay");
        assertThat(event.type()).isEqualTo("relay.dead_letter");
        assertThat(event.occurredAt()).isEqualTo(AT);
        assertThat(event.text()).isEqualTo("It said \"no\".");
        assertThat(event.variables().json())
                .isEqualTo("{\"destination\":\"crm\",\"count\":12,\"code\":null,\"fields\":[\"a\",\"b\"]}");
        assertThat(event.payload().get("destination")).isEqualTo("crm");
        assertThat(event.extra()).isEmpty();
        assertThat(event.conversation().key()).isNull();
        assertThat(event.raw()).isEqualTo(new String(item(), StandardCharsets.UTF_8));
    }

    @Test
    void theSameBytesFromWotNotAreWotNots() {
        Event event = read(Event.WOTNOT, item());
        assertThat(event.source()).isEqualTo("wotnot");
        assertThat(event.variables()).isEmpty();
    }

    @Test
    void noTypeThatIsSentMakesAKeyOfTheRelaysOwn() {
        for (String type : List.of("relay.x", "\u001frelay.x", "\u001f", "a\u001fb")) {
            assertThat(Kind.isOwn(new Kind(Event.WOTNOT, type, null).key()))
                    .as(type)
                    .isFalse();
        }
        assertThat(Kind.isOwn(new Kind(Event.RELAY, "relay.x", null).key())).isTrue();
    }
}
