package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleOverEventsTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final Event EVENT = Events.of("""
            {"event":{"type":"variables","payload":{"variables":[
                {"name":"utm source","value":"ads"},{"name":"a.b","value":"dotted"},{"name":"age","value":"30"},
                {"name":"count","value":7},{"name":"price","value":19.5},{"name":"vip","value":true},
                {"name":"huge","value":1e999999999},{"name":"nothing","value":null},{"name":"visitor_name","value":"Ann"},
                {"name":"expression","value":"${body.id} {{env:HOME}}"}],
              "message":{"text":"hello","payload":"a text"},"labels":[{"id":5},{"id":6}],"size":"large",
              "buttons":[{"title":"Yes"}],"class":"first"}},
             "conversation":{"key":"c1","id":12},"unknown":{"deep":[1,[2,3]]}}""");

    @BeforeAll
    static void start() {
        EventPathLanguage.install(CONTEXT);
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "${body.text}#utm source = ads; a.b = dotted; age = 30; count = 7; price = 19.5; vip = true;"
                        + " huge = 1e999999999; nothing cleared; visitor_name = Ann; expression = ${body.id} {{env:HOME}}",
                "${body.id}#evt_1",
                "${body.visitor.name}#Ann",
                "${body[visitor][name]}#Ann",
                "${body[payload][message].text}#hello",
                "${body.payload.json}<${body.variables.toString}>#<>",
                "${body.conversation.id}#12",
                "${body.payload.message.text}#hello",
                "${body.payload[message][text]}#hello",
                "${body.payload['message'].text}#hello",
                "${body?.payload?.message?.text}#hello",
                "${body.variables[utm source]}#ads",
                "${body.variables['a.b']}#dotted",
                "${body.variables.age}#30",
                "${body.variables.huge}#1e999999999",
                "${body.variables.price}#19.5",
                "${body.variables.expression}#${body.id} {{env:HOME}}",
                "${body.variables.expression.trim()}#${body.id} {{env:HOME}}",
                "${body.payload.labels[0].id}#5",
                "${body.payload.labels[0][id]}#5",
                "${body.payload.labels[last].id}#6",
                "${body.payload.labels[last-1].id}#5",
                "${body.payload.labels.size}#2",
                "${body.payload.labels.size()}#2",
                "${body.payload.buttons[0].title}#Yes",
                "${body.payload.size}#large",
                "${body.payload.class}#first",
                "${body.payload.message}#{\"text\":\"hello\",\"payload\":\"a text\"}",
                "${body.payload.labels}#[{\"id\":5},{\"id\":6}]",
                "${body.extra.unknown.deep[1][0]}#2",
                "${body.text.length()}#172",
                "${body.conversation.labels}#[]",
                "${body.seq}#1",
            })
    void aPathLeadsToItsValue(String template, String expected) {
        assertThat(text(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.variables.unknown}",
                "${body.variables.unknown.deeper}",
                "${body.variables[unknown][deeper][still]}",
                "${body.variables.nothing}",
                "${body.variables.nothing.deeper}",
                "${body.payload.message.text.deeper}",
                "${body.payload.message.payload.title}",
                "${body.payload.message.payload.length}",
                "${body.payload.message[text][x]}",
                "${body.payload.labels[2].id}",
                "${body.payload.labels[99999999999].id}",
                "${body.payload.labels[last-7].id}",
                "${body.payload.labels[-1]}",
                "${body.payload.labels[id]}",
                "${body.payload.labels.id}",
                "${body.payload.nope[0].title}",
                "${body.variables.unknown.toUpperCase()}",
                "${body.extra.nope}",
                "${body.visitor.email}",
                "${body.visitor.email.length()}",
                "${body.conversation.labels[0]}",
                "${body.conversation.assignee.email}",
                "${body.occurredAt}",
                "${body.occurredAt.epochSecond}",
            })
    void aMissingStepPrintsAsNothing(String template) {
        assertThat(text("<" + template + ">")).isEqualTo("<>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "${body.variables.age} > 5#true",
                "${body.variables.age} == 30#true",
                "${body.variables.age} == '30'#true",
                "${body.variables.count} > 6#true",
                "${body.variables.count} == 7#true",
                "${body.variables.count} < 7#false",
                "${body.variables.price} > 19#true",
                "${body.variables.price} == 19#false",
                "${body.variables.price} < 20#true",
                "${body.variables.price} == 19.5#true",
                "${body.variables.huge} > 5#true",
                "${body.variables.vip}#true",
                "${body.variables.vip} == true#true",
                "${body.variables.vip} == 'true'#true",
                "${body.variables.unknown} > 5#false",
                "${body.variables.unknown} == null#true",
                "${body.variables.unknown.deeper} == null#true",
                "${body.variables.age} != null#true",
                "${body.variables.unknown}#false",
                "${body.variables.unknown} == 'x'#false",
                "${body.variables.unknown} contains 'x'#false",
                "${body.variables[utm source]} in 'ads,mail'#true",
                "${body.variables.count} in '6,7'#true",
                "${body.variables.unknown} in 'ads,mail'#false",
                "${body.text} contains 'ads'#true",
                "${body.type} == 'variables' && ${body.visitor.name} == 'Ann'#true",
                "${body.visitor.email} == null#true",
                "${body.variables[utm source]} startsWith 'ad'#true",
                "${body.variables[utm source]} regex 'a.s'#true",
            })
    void aPredicateComparesWhatAPersonWouldCompare(String simple, boolean expected) {
        Predicate predicate = CONTEXT.resolveLanguage("simple").createPredicate(simple);
        predicate.init(CONTEXT);
        assertThat(predicate.matches(exchange(EVENT))).isEqualTo(expected);
    }

    @Test
    void anUnknownFieldOfTheEventItselfIsAnErrorThatShowsNoData() {
        assertThatThrownBy(() -> text("${body[txet]}")).hasMessageContaining("txet");
        assertThatThrownBy(() -> text("${body.txet}")).hasMessageContaining("txet");
        assertThatThrownBy(() -> text("${body.visitor.nmae}"))
                .hasMessageContaining("nmae")
                .hasMessageContaining("key, id, name, email, phone")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("Ann"));
    }

    @Test
    void aKeyMayItselfBeAnExpression() {
        Exchange exchange = exchange(EVENT);
        exchange.setProperty("which", "utm source");
        assertThat(text("${body.variables[${exchangeProperty.which}]}", exchange))
                .isEqualTo("ads");
    }

    @Test
    void aPartOfAnEventIsWalkedThroughLikeTheWhole() {
        assertThat(text("${body.message.text}|${body.nope.deeper}", exchange(EVENT.payload())))
                .isEqualTo("hello|");
        assertThat(text("${body[1].id}", exchange(EVENT.payload().get("labels"))))
                .isEqualTo("6");
        Exchange exchange = exchange("other");
        exchange.setProperty("event", EVENT);
        assertThat(text("${exchangeProperty.event.payload.message.text}", exchange))
                .isEqualTo("hello");
    }

    @Test
    void aPartOfTheEventThatIsNoDataIsWalkedThroughToo() {
        assertThat(text("${body.assignee.email}<${body.key}>", exchange(EVENT.conversation())))
                .isEqualTo("<c1>");
        assertThat(text("${body.toJson}")).isEqualTo(EVENT.toJson());
    }

    @Test
    void aBatchIsWalkedThroughToo() {
        Batch batch = Batch.of(List.of(EVENT, EVENT));
        assertThat(text(
                        "${body.size} ${body.events[1].payload.message.text} <${body.events[5].text}>",
                        exchange(batch)))
                .isEqualTo("2 hello <>");
    }

    @Test
    void aPayloadThatIsNoObjectIsWalkedThroughToo() {
        assertThat(text("${body.payload[1].a}", exchange(Events.of("x", "[0,{\"a\":5}]"))))
                .isEqualTo("5");
        assertThat(text("${body.payload}<${body.payload.a.b}>", exchange(Events.of("x", "\"plain\""))))
                .isEqualTo("plain<>");
        assertThat(text("<${body.payload}>", exchange(Events.of("{\"event\":{\"type\":\"x\"}}"))))
                .isEqualTo("<>");
    }

    @Test
    void bodiesThatAreNotEventsAreLeftToCamel() {
        assertThat(text("${body.length()}", exchange("four"))).isEqualTo("4");
        assertThat(text("${body.size}", exchange(List.of(1, 2)))).isEqualTo("2");
    }

    @Test
    void withoutThisLanguageBracketsStillFindWhatIsThereAndNothingElse() throws Exception {
        try (DefaultCamelContext plain = new DefaultCamelContext()) {
            plain.start();
            Expression e = plain.resolveLanguage("simple")
                    .createExpression("${body.payload[message][text]}<${body.variables[unknown][deeper]}>");
            e.init(plain);
            Exchange exchange = new DefaultExchange(plain);
            exchange.getIn().setBody(EVENT);
            assertThat(e.evaluate(exchange, String.class)).isEqualTo("hello<>");
        }
    }

    private static String text(String template) {
        return text(template, exchange(EVENT));
    }

    private static String text(String template, Exchange exchange) {
        Expression expression = CONTEXT.resolveLanguage("simple").createExpression(template);
        expression.init(CONTEXT);
        return expression.evaluate(exchange, String.class);
    }

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getIn().setBody(body);
        return exchange;
    }

    /** Camel's own bean language would look up the placeholder in the text. */
    @Test
    void aPlaceholderInATextThatIsTheBodyStaysText() {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(" {{env:HOME}} ");
        Expression expression = CONTEXT.resolveLanguage("simple").createExpression("${body.trim()}|${body.length()}");
        expression.init(CONTEXT);
        assertThat(expression.evaluate(exchange, String.class)).isEqualTo("{{env:HOME}}|14");
    }
}
