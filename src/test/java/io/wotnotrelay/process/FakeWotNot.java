package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * WotNot's side of the three steps of help.wotnot.io/build/integrations/events. The page does not say where the token
 * is sent nor how the answer must look: both are this one's to choose.
 *
 * @param endpoint what was entered as the webhook endpoint
 * @param token what was entered as the token
 */
record FakeWotNot(URI endpoint, String token) {
    /** Step 3: "a HTTP POST request to the provided endpoint along with the token"; "the same token … with 200 OK". */
    boolean takesAnAnswerOfJson() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("{\"token\":\"" + token + "\"}", false);
        return answer.statusCode() == 200
                && answer.body().startsWith("{")
                && token.equals(
                        new ObjectMapper().readTree(answer.body()).path("token").textValue());
    }

    boolean takesAnAnswerOfTheTokenAlone() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("{\"token\":\"" + token + "\"}", false);
        return answer.statusCode() == 200 && answer.body().equals(token);
    }

    /** Publishes an event of its documentation. */
    void publishes(String sample) throws IOException, InterruptedException {
        String body = Files.readString(Path.of("src/main/resources/samples/" + sample + ".json"));
        assertThat(post(body, true).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String body, boolean tokenInHeader) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (tokenInHeader) {
            request.header("token", token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
