package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-09-01 14:13:32.141788 | 2023-09-01T14:13:32.141788Z",
                "2023-09-01 14:13:32 | 2023-09-01T14:13:32Z",
                "2023-09-01 14:13 | 2023-09-01T14:13:00Z",
                "2023-09-01T14:13:32.5 | 2023-09-01T14:13:32.500Z",
                "2023-09-01T14:13:32.123456789Z | 2023-09-01T14:13:32.123456789Z",
                "2023-09-01t14:13:32z | 2023-09-01T14:13:32Z",
                "2023-08-29T04:27:48.183000+00:00 | 2023-08-29T04:27:48.183Z",
                "2023-09-01T14:13:32+05:30 | 2023-09-01T08:43:32Z",
                "2023-09-01T14:13:32-0800 | 2023-09-01T22:13:32Z",
                "2023-09-01T14:13:32+02 | 2023-09-01T12:13:32Z",
                "2023-09-01 14:13:32 UTC | 2023-09-01T14:13:32Z",
                "2023-09-01 14:13:32 +0000 | 2023-09-01T14:13:32Z",
                "2024-02-29 00:00:00 | 2024-02-29T00:00:00Z",
                "1969-12-31 23:59:59.5 | 1969-12-31T23:59:59.500Z",
                "1693577612 | 2023-09-01T14:13:32Z",
                "1693577612141 | 2023-09-01T14:13:32.141Z",
                "' 2023-09-01 14:13:32 ' | 2023-09-01T14:13:32Z",
            })
    void aTimeIsRead(String text, Instant expected) {
        assertThat(EventTime.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2023-09-01",
                "2023-13-01 00:00:00",
                "2023-00-10 00:00:00",
                "2023-02-29 00:00:00",
                "2023-09-31 00:00:00",
                "2023-09-00 00:00:00",
                "2023-09-01 24:00:00",
                "2023-09-01 14:60:00",
                "2023-09-01 14:13:60",
                "2023-09-01 14:13:32.",
                "2023-09-01 14:13:32.1234567890",
                "2023-09-01 14:13:32 14",
                "2023-09-01 14:13:32+19:00",
                "2023-09-01 14:13:32+05:60",
                "2023-09-01 14:13:32X",
                "2023-09-01_14:13:32",
                "2023/09/01 14:13:32",
                "2023-9-1 14:13:32xxx",
                "٢٠٢٣-09-01 14:13:32",
                "12345",
                "123456789012",
                "99999999999999999999",
                "-1693577612",
                "1e12345678",
                "2023-09-01 14:13:32.141788 2023-09-01 14:13:32.141788",
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(EventTime.parse(text)).isEmpty();
    }

    @Test
    void noTextIsNoTime() {
        assertThat(EventTime.parse(null)).isEmpty();
    }
}
