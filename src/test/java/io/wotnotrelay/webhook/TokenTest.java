package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String NEW = "the-new-one";
    private static final String OLD = "the-old-one";

    @Test
    void theCurrentAndThePreviousTokenAreValid() {
        Token token = token(OLD, TokenPlace.values());
        assertThat(token.valid(NEW)).isTrue();
        assertThat(token.valid(OLD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "the-new-on", "the-new-one ", "THE-NEW-ONE", "null", "0", "the-new-onethe-new-one"})
    void nothingElseIs(String other) {
        assertThat(token(OLD, TokenPlace.values()).valid(other)).isFalse();
        assertThat(token(null, TokenPlace.values()).valid(other)).isFalse();
    }

    @Test
    void noTokenIsNotValidEvenWithoutAPreviousOne() {
        assertThat(token(null, TokenPlace.values()).valid(null)).isFalse();
        assertThat(token("", TokenPlace.values()).valid("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyConfiguredTokenStopsTheStart(String empty) {
        assertThatThrownBy(() -> new Token(settings(empty, null, TokenPlace.values())))
                .hasMessageContaining("relay.webhook.token is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, "Bearer " + NEW, "bearer " + NEW, "BEARER  " + NEW})
    void authorizationIsBareOrBearer(String value) {
        assertThat(token(null, TokenPlace.AUTHORIZATION).in(request(List.of(value), List.of(), List.of()), body("")))
                .isTrue();
    }

    @Test
    void otherSchemesAreNot() {
        assertThat(token(null, TokenPlace.AUTHORIZATION)
                        .in(request(List.of("Basic " + NEW), List.of(), List.of()), body("")))
                .isFalse();
    }

    @Test
    void aProxysOwnAuthorizationDoesNotMatter() {
        Incoming incoming = request(List.of("Basic abc"), List.of("wrong", NEW), List.of());
        assertThat(token(null, TokenPlace.values()).in(incoming, body(""))).isTrue();
    }

    @Test
    void onlyAcceptedPlacesCount() {
        Incoming everywhere = request(List.of(NEW), List.of(NEW), List.of(NEW));
        Incoming nowhere = request(List.of(), List.of(), List.of());
        String withToken = "{\"token\":\"" + NEW + "\"}";
        for (TokenPlace place : TokenPlace.values()) {
            Token token = token(null, place);
            assertThat(token.in(everywhere, body(withToken))).isTrue();
            assertThat(token.in(nowhere, body(withToken))).isEqualTo(place == TokenPlace.BODY);
            assertThat(token.in(everywhere, body(""))).isEqualTo(place != TokenPlace.BODY);
        }
    }

    private static Token token(String previous, TokenPlace... places) {
        return new Token(settings(NEW, previous, places));
    }

    private static Settings.Webhook settings(String token, String previous, TokenPlace... places) {
        return With.tokens(TestWebhook.settings(), token, previous, places);
    }

    private static Envelope body(String body) {
        return EnvelopeTest.read(body);
    }

    private static Incoming request(List<String> authorizations, List<String> headers, List<String> parameters) {
        return new Incoming(new byte[0], authorizations, headers, parameters, "127.0.0.1", 0, Runnable::run, false);
    }
}
