package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"token\":\"secret-1\",broken | {\"token\":,broken",
                "{\"token\" : \"a\\\"b\", x | {\"token\" : , x",
                "{\"token\":\"unended | {\"token\":",
                "{\"token\" | {\"token\"",
                "{\"token\"} secret-1 secret-1secret-1 | {\"token\"}  ",
                "{\"token\":1,\"a\":\"my-secret-1!\" | {\"token\":1,\"a\":\"my-!\"",
                "nothing | nothing"
            })
    void aBodyThatIsNoJsonIsKeptWithoutTokens(String body, String kept) {
        byte[] cleaned = Tokens.withoutValues(body.getBytes(StandardCharsets.UTF_8), "secret-1", null, "a");
        assertThat(cleaned).asString().isEqualToIgnoringWhitespace(kept);
        assertThat(cleaned).asString().doesNotContain("secret-1");
    }
}
