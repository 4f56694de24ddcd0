package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.destination.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay with a jar in its plugins folder. */
class PluginIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aRouteBuilderOfAJarGetsWhatIsPostedAndABrokenOneBesideItHurtsNobody() throws Exception {
        Path out = home.resolve("out");
        Jars.write(home.resolve("plugins/leads.jar"), Jars.SERVICE, "a.Leads\na.Forgotten", """
                package a;
                public class Leads extends org.apache.camel.builder.RouteBuilder {
                    @Override
                    public void configure() {
                        from("wotnot:leads?events=message&retrySchedule=1s")
                                .process(exchange -> {
                                    if (exchange.getProperty("relay.attempt", Integer.class) == 1) {
                                        throw new java.io.IOException("not yet");
                                    }
                                })
                                .setBody(simple("${body.text}"))
                                .to("file:%s?fileName=leads.txt&fileExist=Append&appendChars=\\\\n");
                    }
                }
                """.formatted(out));
        try (RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            relay.post(Bodies.batch("c", List.of("hello")));
            await().atMost(PATIENCE).until(() -> Files.exists(out.resolve("leads.txt")));
            assertThat(out.resolve("leads.txt")).hasContent("hello");
            assertThat(relay.metric("relay_deliveries_total{destination=\"leads\",outcome=\"delivered\"}"))
                    .isEqualTo(1);
            relay.stop();
            assertThat(relay.said())
                    .contains("leads.jar", "Class a.Forgotten: The class a.Forgotten is not in its jar");

            relay.start();
            assertThat(relay.post(Bodies.batch("c", List.of("again"))).statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> Files.readAllLines(out.resolve("leads.txt")).equals(List.of("hello", "again")));
        }
    }
}
