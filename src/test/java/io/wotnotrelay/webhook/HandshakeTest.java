package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.log.Receipt;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WotNot tries whether someone is there: every form of it that anyone could send. */
class HandshakeTest {
    private static final String OLD = "the-token-before";
    private static final String ANSWER = "{\"token\":\"" + TestWebhook.PLAIN + "\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{ }",
                "{\"events\":[]}",
                "{\"token\":\"" + TestWebhook.PLAIN + "\"}",
                "{\"token\":\"" + TestWebhook.PLAIN + "\",\"events\":[]}",
                "{\"events\" : [ ] ,\n\"token\" : \"" + TestWebhook.PLAIN + "\"}",
                "{\"\\u0074oken\":\"plain\\u002dtoken-1234\",\"ev\\u0065nts\":[]}",
                "{\"token\":null}",
                "{\"token\":{\"events\":[1]},\"events\":[]}"
            })
    void aTokenAndNothingElseIsAHandshakeWhateverItsForm(String body) throws Exception {
        try (TestWebhook hook = TestWebhook.start()) {
            hook.log.mode = FakeLog.Mode.REFUSE;
            HttpResponse<String> answer = hook.post(body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(ANSWER);
            assertThat(RequestTest.names(answer)).containsExactly("content-length", "content-type", "date");
            assertThat(hook.log.notes).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.HANDSHAKE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"events\":null}", "{\"a\":1}", "[]", "null", "{\"events\":[],\"events\":[]}", "\"\""})
    void whateverHoldsSomethingElseIsKept(String body) throws Exception {
        try (TestWebhook hook = TestWebhook.start()) {
            assertThat(hook.post(body).statusCode()).isEqualTo(200);
            assertThat(hook.log.events).hasSize(1);
            assertThat(hook.log.receipts).extracting(Receipt::cause).containsExactly("unknown_envelope");
        }
    }

    @ParameterizedTest
    @EnumSource(TokenPlace.class)
    void theTokenCountsInTheOnePlaceThatIsAcceptedAndNowhereElse(TokenPlace accepted) throws Exception {
        try (TestWebhook hook = TestWebhook.start(s -> With.tokens(s, TestWebhook.PLAIN, OLD, accepted))) {
            for (String token : List.of(TestWebhook.PLAIN, OLD)) {
                for (TokenPlace place : TokenPlace.values()) {
                    HttpResponse<String> answer = hook.send(with(hook, place, token));
                    assertThat(answer.statusCode())
                            .as("%s in %s", token, place)
                            .isEqualTo(place == accepted ? 200 : 401);
                    assertThat(answer.body()).doesNotContain(OLD);
                }
            }
        }
    }

    @Test
    void aValidTokenCountsBesideWrongOnesInEveryOtherPlace() throws Exception {
        try (TestWebhook hook = TestWebhook.start()) {
            for (TokenPlace place : TokenPlace.values()) {
                List<TokenPlace> others = new ArrayList<>(Arrays.asList(TokenPlace.values()));
                others.remove(place);
                HttpRequest.Builder request = with(hook, place, TestWebhook.PLAIN);
                if (others.contains(TokenPlace.AUTHORIZATION)) {
                    request.header("Authorization", "Basic dXNlcjpwYXNz");
                }
                if (others.contains(TokenPlace.HEADER)) {
                    request.header("token", "wrong");
                }
                assertThat(hook.send(request).statusCode()).as(place.name()).isEqualTo(200);
            }
        }
    }

    private static HttpRequest.Builder with(TestWebhook hook, TokenPlace place, String token) {
        return switch (place) {
            case AUTHORIZATION ->
                hook.request().header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody());
            case HEADER -> hook.request().header("X-WotNot-Token", token).POST(BodyPublishers.noBody());
            case QUERY -> hook.request("/webhook?token=" + token).POST(BodyPublishers.noBody());
            case BODY -> hook.request().POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"));
        };
    }
}
