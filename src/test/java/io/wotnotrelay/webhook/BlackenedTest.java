package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlackenedTest {
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
    void aBodyThatIsNoJsonIsKeptWithoutTokens(String body, String kept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Blackened(
                        ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                        Blackened.secrets(List.of("secret-1", "a")))
                .to(out);
        byte[] cleaned = out.toByteArray();
        assertThat(cleaned).asString().isEqualToIgnoringWhitespace(kept);
        assertThat(cleaned).asString().doesNotContain("secret-1");
    }
}
