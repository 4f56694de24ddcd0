package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Label;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContextTest {
    private static final String VISITOR = "a569015fa03d41a283ed4c66c4601966";
    private static final String URL =
            "https://app.example.com/account/476/live-chat/bot/8861/conversations/unassigned/7f984da9a15b4bceb512ecad8ca461051693283267";
    private static final Actor AGENT = new Actor("user", "8292", "agent@example.com");
    private static final Actor BOT = new Actor("bot", "8181", "bot@example.com");

    /** Those of the documented payloads that tell something of a conversation of which nothing is known. */
    private static final Map<String, Context> TOLD = Map.of(
            "conversation_create",
            new Context(VISITOR, "Sample Visitor", null, null, URL, "Visitor - A27187", "open", List.of(), BOT),
            "message.appointment_booking.response",
            new Context(VISITOR, "Sample Visitor", null, null, null, null, null, List.of(), Actor.NONE),
            "message.form.response",
            new Context(VISITOR, null, "visitor@example.com", "+15555550100", null, null, null, List.of(), Actor.NONE),
            "assignee_change",
            new Context(null, null, null, null, null, null, null, List.of(), AGENT),
            "status",
            new Context(null, null, null, null, null, null, "closed", List.of(), Actor.NONE));

    private final Talk talk = new Talk("c", "v");

    static List<String> samples() throws IOException {
        try (var files = java.nio.file.Files.list(java.nio.file.Path.of("src/main/resources/samples"))) {
            return files.map(f -> f.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Context after(NewEvent... events) {
        Context context = Context.NONE;
        for (NewEvent event : events) {
            context = context.after(Talk.stored(1, event).event());
        }
        return context;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachDocumentedPayloadTellsWhatItHolds(String name) throws IOException {
        StoredEvent event = Talk.sample(name);
        Context after = Context.NONE.after(event.event());
        assertThat(after).isEqualTo(TOLD.getOrDefault(name, Context.NONE));
        assertThat(Context.mayTell(event) || after.equals(Context.NONE)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsKnownAddsToEachDocumentedPayloadAndTakesNothingFromIt(String name) throws IOException {
        Event event = Talk.sample(name).event();
        Context before = new Context(
                event.visitor().key(),
                "N",
                "n@example.com",
                "1",
                "https://example.com/c",
                "T",
                "open",
                List.of(new Label("2014", "vip"), new Label(null, "other")),
                BOT);
        Event on = before.after(event).on(event);

        Event.Visitor own = event.visitor();
        assertThat(on.visitor().name()).isEqualTo(own.name() == null ? "N" : own.name());
        assertThat(on.visitor().email()).isEqualTo(own.email() == null ? "n@example.com" : own.email());
        assertThat(on.visitor().phone()).isEqualTo(own.phone() == null ? "1" : own.phone());
        assertThat(on.conversation().url())
                .isEqualTo(name.equals("conversation_create") ? URL : "https://example.com/c");
        assertThat(on.conversation().status()).isEqualTo(name.equals("status") ? "closed" : "open");
        assertThat(on.conversation().labels())
                .containsExactlyElementsOf(
                        name.equals("conversation_labels") ? List.of("other") : List.of("vip", "other"));
        assertThat(on.conversation().assignee()).isEqualTo(name.equals("assignee_change") ? AGENT : BOT);
        assertThat(on.raw()).isEqualTo(event.raw());
        assertThat(on.payload()).isEqualTo(event.payload());
        assertThat(on.conversation().key()).isEqualTo(event.conversation().key());
    }

    @Test
    void theLatestThatToldItWinsWhateverItsType() {
        assertThat(after(talk.begins("Ann", "u1"), talk.books("Bea")).name()).isEqualTo("Bea");
        assertThat(after(talk.books("Bea"), talk.sets("visitor_name", "\"Cleo\""))
                        .name())
                .isEqualTo("Cleo");
        assertThat(after(talk.answers("a@example.com", "1"), talk.sets("visitor_email", "\"b@example.com\"")))
                .returns("b@example.com", Context::email)
                .returns("1", Context::phone);
        assertThat(after(talk.sets("visitor_email", "\"b@example.com\""), talk.answers("a@example.com", null))
                        .email())
                .isEqualTo("a@example.com");
    }

    @Test
    void withinOneEventTheAnswerOfAFormBeatsItsVariable() {
        NewEvent both = talk.item("message", "form.response", """
                {"variables":[{"name":"visitor_email","value":"variable@example.com"}],
                 "message":{"type":"form.response","payload":{"fields":[{"type":"email","value":"form@example.com"}]}}}""");
        assertThat(after(both).email()).isEqualTo("form@example.com");
    }

    @Test
    void whatIsEmptyTellsNothingExceptThatAVariableWasEmptied() {
        assertThat(after(talk.answers("a@example.com", "1"), talk.answers("", null)))
                .isEqualTo(after(talk.answers("a@example.com", "1")));
        assertThat(after(talk.begins("Ann", "u"), talk.begins("None", "")))
                .returns("Ann", Context::name)
                .returns("u", Context::url);
        assertThat(after(talk.begins("Ann", "u"), talk.sets("visitor_name", "\"None\"")))
                .returns(null, Context::name)
                .returns("u", Context::url);
        assertThat(after(talk.begins("Ann", "u"), talk.sets("conversation_url", "null"))
                        .url())
                .isNull();
        assertThat(after(talk.begins("Ann", "u"), talk.sets("other", "null")).name())
                .isEqualTo("Ann");
    }

    @Test
    void labelsAreAddedAndDeletedByIdOrName() {
        NewEvent vip = talk.labels("added", "[{\"id\":7,\"title\":\"vip\"}]");
        NewEvent hot = talk.labels("added", "[{\"id\":8,\"title\":\"hot\"},{\"title\":\"late\"}]");
        assertThat(after(vip, hot).names()).containsExactly("vip", "hot", "late");
        assertThat(after(vip, hot, vip).names()).containsExactly("hot", "late", "vip");
        assertThat(after(vip, hot, talk.labels("deleted", "[{\"id\":7}]")).names())
                .containsExactly("hot", "late");
        assertThat(after(vip, hot, talk.labels("deleted", "[{\"title\":\"late\"}]"))
                        .names())
                .containsExactly("vip", "hot");
        assertThat(after(vip, talk.labels("renamed", "[{\"id\":7}]"), talk.labels("added", "null"))
                        .names())
                .containsExactly("vip");
        assertThat(after(vip, hot)
                        .on(Talk.stored(1, hot).event())
                        .conversation()
                        .labels())
                .containsExactly("vip", "hot", "late");
    }

    @Test
    void aConversationWithoutEndOfLabelsKeepsTheLatest() {
        Context context = Context.NONE;
        for (int i = 0; i < 1_000; i++) {
            context = context.after(
                    Talk.stored(1, talk.labels("added", "[{\"id\":" + i + "}]")).event());
        }
        assertThat(context.names()).hasSize(Context.MOST_LABELS).endsWith("999");
    }

    @Test
    void anAssigneeCanBeTakenAway() {
        assertThat(after(talk.assigns("a@example.com")).assignee().email()).isEqualTo("a@example.com");
        assertThat(after(talk.assigns("a@example.com"), talk.closes())
                        .assignee()
                        .email())
                .isEqualTo("a@example.com");
        assertThat(after(talk.assigns("a@example.com"), talk.assigns(null)).assignee())
                .isEqualTo(Actor.NONE);
    }

    @Test
    void whatIsKnownOfOneVisitorIsNeverGivenToAnother() {
        Talk other = new Talk("c", "w");
        Talk nobody = new Talk("c", null);
        Context ann = after(talk.begins("Ann", "u"), talk.answers("ann@example.com", "1"));
        Event said = Talk.stored(1, other.says("hi")).event();
        assertThat(ann.on(said).visitor()).isEqualTo(said.visitor());
        assertThat(ann.on(said).conversation().url()).isEqualTo("u");
        assertThat(ann.on(Talk.stored(1, nobody.says("hi")).event()).visitor().name())
                .isEqualTo("Ann");
        assertThat(ann.after(Talk.stored(1, other.books("Bea")).event()))
                .returns("w", Context::visitor)
                .returns("Bea", Context::name)
                .returns(null, Context::email)
                .returns(null, Context::phone);
        assertThat(ann.after(Talk.stored(1, other.sets("visitor_name", "null")).event()))
                .isEqualTo(ann);
    }

    @Test
    void whatTellsNothingNewIsTheSame() {
        Context ann = after(talk.begins("Ann", "u"));
        assertThat(ann.after(Talk.stored(1, talk.says("hi")).event())).isSameAs(ann);
        assertThat(ann.after(Talk.stored(1, talk.books("Ann")).event())).isSameAs(ann);
    }

    @Test
    void aContextIsTheSameFromItsBytesAgain() throws IOException {
        Context odd = new Context(
                "v",
                "Zo\u00eb \ud83d\ude00 \ud800 \u0000 \"",
                null,
                "1",
                null,
                "t",
                "open",
                List.of(new Label(null, "a"), new Label("2", "b")),
                AGENT);
        for (Context context : List.of(Context.NONE, odd, after(talk.begins("Ann", "u")))) {
            assertThat(ContextJson.read(ContextJson.write(context))).isEqualTo(context);
        }
    }
}
