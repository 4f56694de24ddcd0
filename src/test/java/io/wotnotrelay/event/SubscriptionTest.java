package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // events | except | source | type | subtype | wanted
                "all | | wotnot | message | text | true",
                "all | | wotnot | something_new | | true",
                "all | | wotnot | unparsable | | true",
                "all | | relay | relay.alert | | false",
                "all | | relay | lead.new | | false",
                "all, relay.* | | relay | relay.alert | | true",
                "all, relay.* | | relay | lead.new | | false",
                "lead.* | | relay | lead.new.qualified | | true",
                "conversation.* | | relay | conversation.closed | | true",
                "conversation.* | | wotnot | conversation_create | | false",
                "lead.new | | relay | lead.new | | true",
                // WotNot, or somebody with its token, under a name of the relay's own
                "relay.* | | wotnot | relay.destination_held | | false",
                "relay.destination_held | | wotnot | relay.destination_held | | false",
                "relay.destination_held | | relay | relay.destination_held | | true",
                "relay.* | | wotnot | message | relay.destination_held | false",
                "all | relay.* | wotnot | relay.destination_held | | true",
                "all | | wotnot | relay.destination_held | | true",
                "note | | relay | note | | false",
                "* | | wotnot | status | | true",
                "* | | relay | relay.alert | | false",
                "*.alert | | relay | relay.alert | | false",
                "message | | wotnot | message | text | true",
                "message | | wotnot | message | form.response | true",
                "message | | wotnot | message | | true",
                "message | | wotnot | messages | | false",
                "message.form | | wotnot | message | form | true",
                "message.form | | wotnot | message | form.response | false",
                "message.form.response | | wotnot | message | form.response | true",
                "message.form.response | | wotnot | message | form | false",
                "message.*.response | | wotnot | message | button.response | true",
                "message.*.response | | wotnot | message | a.b.response | true",
                "message.*.response | | wotnot | message | button | false",
                "message.*.response | | wotnot | message | response | false",
                "message.* | | wotnot | message | form.response | true",
                "message.* | | wotnot | status | | false",
                "message.form* | | wotnot | message | form.response | true",
                "message.form* | | wotnot | message | form | false",
                "status, note | | wotnot | note | | true",
                "status , note | | wotnot | status | | true",
                "status,note | | wotnot | message | text | false",
                "all | message | wotnot | message | text | false",
                "all | message | wotnot | status | | true",
                "message | message.*.response, message.text | wotnot | message | text | false",
                "message | message.*.response, message.text | wotnot | message | image | true",
                "unparsable | | wotnot | unparsable | | true",
                "ticket.created | | wotnot | ticket.created | | true",
                "ticket.* | | wotnot | ticket.created | | true",
                "ticket.created | | wotnot | ticketXcreated | | false",
                "Message | | wotnot | message | text | false",
            })
    void aKindIsWantedOrNot(String events, String except, String source, String type, String subtype, boolean wanted) {
        Subscription subscription = Subscription.of(events, except);
        String key = new Kind(source, type, subtype).key();

        assertThat(subscription.matches(key)).isEqualTo(wanted);
        assertThat(subscription.matches(key)).as("when remembered").isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | | events | empty",
                "' ' | | events | empty",
                "message, | | '' | comma too many",
                "message,,status | | '' | comma too many",
                "message form | | message form | separate types with commas",
                "!message | | !message | except",
                "message..form | | message..form | no event type",
                ".message | | .message | no event type",
                "message. | | message. | no event type",
                "message.** | | message.** | no event type",
                "[message] | | [message] | no event type",
                "all | all | all | takes every event away",
                "all | 'message, *' | * | takes every event away",
                "all | 'a b' | a b | 'except'",
            })
    void whatMakesNoSenseIsRefusedWithASentence(String events, String except, String pattern, String why) {
        assertThatThrownBy(() -> Subscription.of(events, except))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pattern)
                .hasMessageContaining(why);
    }

    @Test
    void aMissingExceptTakesNothingAway() {
        assertThat(Subscription.of("all", null).matches("status")).isTrue();
        assertThat(Subscription.of("all", " ").matches("status")).isTrue();
    }

    @Test
    void moreKindsThanAreRememberedAreStillAnswered() {
        Subscription subscription = Subscription.of("type_*", "type_7");
        for (int i = 0; i < 5_000; i++) {
            assertThat(subscription.matches("type_" + i)).isEqualTo(i != 7);
            assertThat(subscription.matches("other_" + i)).isFalse();
        }
    }

    @Test
    void patternsThatNoDocumentedKindAnswersToAreTold() {
        assertThat(Subscription.of("all, message.*.response, mesage.form, relay.*, unparsable, status", "tickets.*")
                        .undocumented())
                .containsExactly("mesage.form", "tickets.*");
    }

    @ParameterizedTest
    @CsvSource({
        "mesage, message",
        "message.form.respnse, message.form.response",
        "form.response, message.form.response",
        "conversation-create, conversation_create",
        "Status, status",
        "assigne_change, assignee_change",
        "conversation_label, conversation_labels",
    })
    void aMistypedNameHasANearestOne(String mistyped, String nearest) {
        assertThat(KnownKinds.nearest(mistyped)).contains(nearest);
    }

    @Test
    void aNameOfTheRelaysOwnThatItDoesNotMakeIsUndocumented() {
        assertThat(Subscription.of("relay.*, relay.dead_letter, relay.dead_leter, relay.held", null)
                        .undocumented())
                .containsExactly("relay.dead_leter", "relay.held");
        assertThat(KnownKinds.nearest("relay.dead_leter")).contains("relay.dead_letter");
    }

    @ParameterizedTest
    @CsvSource({"message", "message.form.response", "ticket_created", "x", "relay.alert"})
    void aRightOrStrangeNameHasNone(String name) {
        assertThat(KnownKinds.nearest(name)).isEmpty();
    }
}
