package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.SettingsLoader;
import io.wotnotrelay.config.TokenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Dockerfile, .dockerignore and compose.yaml promise. */
class ImageTest {
    private static final Pattern INCLUDED = Pattern.compile("<(?:include|source)>([^<*/]+)(?:[/*][^<]*)?</");

    @TempDir
    private Path home;

    private static JsonNode compose() throws IOException {
        Object read =
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("compose.yaml")));
        return new ObjectMapper().valueToTree(read);
    }

    @Test
    void theImageRunsAsAUserWithoutRightsKeepsDataInAVolumeAndHoldsNoSecret() throws IOException {
        Dockerfile dockerfile = Dockerfile.read();
        assertThat(dockerfile.last("USER")).isEqualTo("10001:10001");
        assertThat(dockerfile.last("RUN")).contains("--uid 10001", "--gid 10001", "--mode=0700 /data");
        assertThat(dockerfile.words("VOLUME")).containsExactly("/data");
        assertThat(dockerfile.last("FROM")).isEqualTo("eclipse-temurin:21-jre");
        assertThat(dockerfile.last("EXPOSE")).isEqualTo("8080");
        assertThat(dockerfile.all("ARG")).isEmpty();
        assertThat(dockerfile.lines()).noneMatch(line -> line.matches("(?i).*(token|password|secret)\\s*=.*"));
    }

    @Test
    void theContextHoldsWhatTheBuildNeedsAndNothingOfTheUsers() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(lines).contains("*").doesNotContain("!data", "!routes", "!target", "!.git", "!plugins");
        for (String line : lines) {
            assertThat(line).matches("#.*|\\*|![^*]*|!routes/\\*\\.example");
            if (line.startsWith("!") && !line.contains("*")) {
                assertThat(Path.of(line.substring(1))).exists();
            }
        }
        assertThat(lines).contains("!.mvn", "!mvnw", "!pom.xml", "!src");
        Matcher included = INCLUDED.matcher(Files.readString(Path.of("src/main/assembly/distribution.xml")));
        while (included.find()) {
            String name = included.group(1);
            assertThat(lines).as(name).anyMatch(line -> line.matches("!(.*/)?" + Pattern.quote(name) + "(/.*)?"));
        }
    }

    @Test
    void onlyCaddyIsReachableAndTheRelayTrustsItAlone() throws IOException {
        JsonNode services = compose().path("services");
        assertThat(services.path("relay").has("ports")).isFalse();
        assertThat(services.path("caddy").path("ports"))
                .extracting(JsonNode::asText)
                .containsExactly("0.0.0.0:80:80", "0.0.0.0:443:443");
        for (JsonNode service : services) {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
        }
        assertThat(services.path("relay").path("environment").path("RELAY_WEBHOOK_TRUSTED_PROXIES"))
                .isEqualTo(compose().at("/networks/inside/ipam/config/0/subnet"));
    }

    @Test
    void theRelayUnderstandsItsEnvironment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        compose()
                .at("/services/relay/environment")
                .properties()
                .forEach(each -> environment.put(
                        each.getKey(),
                        each.getValue().asText().replaceAll("\\$\\{RELAY_DOMAIN:\\?[^}]*}", "relay.example.com")));
        Settings settings = SettingsLoader.load(
                home.resolve("application.properties"), environment, new Properties(), TokenFiles.reading());
        assertThat(settings.webhook().publicUrl()).isEqualTo("https://relay.example.com/webhook");
        assertThat(settings.webhook().trustedProxies()).hasSize(1);
    }

    @Test
    void whatIsMountedIsThereAndInsideOfTheImage() throws IOException {
        for (JsonNode service : compose().path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String[] parts = volume.asText().split(":");
                if (parts[0].startsWith("./")) {
                    assertThat(Path.of(parts[0])).exists();
                    assertThat(parts[2]).isEqualTo("ro");
                } else {
                    assertThat(compose().path("volumes").has(parts[0])).isTrue();
                }
            }
        }
        Dockerfile dockerfile = Dockerfile.read();
        assertThat(compose().at("/services/relay/volumes").toString())
                .contains(":" + dockerfile.words("VOLUME").get(0) + "\"")
                .contains("./routes:/opt/wotnot-relay/routes:ro");
        assertThat(dockerfile.copied()).anyMatch(copy -> copy.contains("/opt/wotnot-relay/routes"));
    }
}
