package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-09-01 14:13:32.141788",
                "2023-09-01T14:13:32",
                "2023-09-01 14:13:32.1Z",
                "2024-02-29T00:00:00+05:30",
                "2023-12-31 23:59:59.123456789-08:00"
            })
    void whatAClockWritesIsReadable(String text) {
        assertThat(Timestamp.readable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2023-09-01",
                "2023-13-01 00:00:00",
                "2023-02-29 00:00:00",
                "2023-09-01 24:00:00",
                "2023-09-01 14:60:00",
                "2023-09-01 14:13:32.",
                "2023-09-01 14:13:32.1234567890",
                "2023-09-01 14:13:32 UTC",
                "2023-09-01_14:13:32",
                "2023-00-10 00:00:00",
                "2023-09-01 14:13:32+5",
                "1693577612",
                "2023-09-01 14:13:32+19:00",
                "2023/09/01 14:13:32"
            })
    void whatNoClockWritesIsNot(String text) {
        assertThat(Timestamp.readable(text)).isFalse();
    }
}
