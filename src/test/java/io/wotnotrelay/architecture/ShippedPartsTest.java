package io.wotnotrelay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SECURITY.md says of the parts that come along, and of those that do not. */
class ShippedPartsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws2-s3",
                "sql",
                "jms",
                "sjms",
                "sjms2",
                "activemq",
                "activemq6",
                "amqp",
                "dynamic-router",
                "dynamic-router-control",
                "kafka",
                "salesforce",
                "jira"
            })
    void aComponentWithAKnownHoleIsNotShipped(String component) {
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component/" + component))
                .isNull();
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component/http"))
                .as("where components are listed")
                .isNotNull();
    }

    @Test
    void nettyIsOfTheVersionThatClosesItsHttpHoles() {
        assertThat(Version.identify().values()).isNotEmpty().allSatisfy(part -> {
            int[] version = Arrays.stream(part.artifactVersion().split("\\."))
                    .limit(3)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThat(version).startsWith(4, 1);
            assertThat(version[2]).isGreaterThanOrEqualTo(137);
        });
    }
}
