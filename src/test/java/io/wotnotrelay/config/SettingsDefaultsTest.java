package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings.TokenPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDefaultsTest {
    @TempDir
    Path home;

    @Test
    void anEmptyFolderGivesEveryDefault() {
        Settings settings = new SettingsFixture(home).load();

        assertThat(settings.home()).isEqualTo(home);
        assertThat(settings.data()).isEqualTo(home.resolve("data"));
        assertThat(settings.routes()).isEqualTo(home.resolve("routes"));
        assertThat(settings.store())
                .isEqualTo(new Settings.Store("jdbc:sqlite:" + home.resolve("data/relay.db"), 536_870_912));
        assertThat(settings.dedup()).isEqualTo(new Settings.Dedup(Duration.ofHours(48), 2_000_000));
        assertThat(settings.retention())
                .isEqualTo(new Settings.Retention(Duration.ofDays(30), 10_000_000_000L, Duration.ofDays(30)));
        assertThat(settings.watch()).isEqualTo(Settings.Watch.STANDARD);
        assertThat(settings.console()).isEqualTo(new Settings.Console("127.0.0.1", 8081, null));
        assertThat(settings.webhook())
                .isEqualTo(new Settings.Webhook(
                        "0.0.0.0",
                        8080,
                        "/webhook",
                        null,
                        null,
                        List.of(TokenPlace.AUTHORIZATION, TokenPlace.HEADER, TokenPlace.BODY, TokenPlace.QUERY),
                        false,
                        10_485_760,
                        1000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        List.of(),
                        null));
        assertThat(settings.camel()).isEmpty();
    }

    @Test
    void everyKeyHasItsNameAndDefault() {
        assertThat(Keys.ALL)
                .extracting(Key::name, Key::standard)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"relay.data\", \"data\")",
                        "(\"relay.routes\", \"routes\")",
                        "(\"relay.store.url\", null)",
                        "(\"relay.store.min-free\", \"512MiB\")",
                        "(\"relay.webhook.host\", \"0.0.0.0\")",
                        "(\"relay.webhook.port\", \"8080\")",
                        "(\"relay.webhook.path\", \"/webhook\")",
                        "(\"relay.webhook.public-url\", null)",
                        "(\"relay.webhook.token\", null)",
                        "(\"relay.webhook.token-previous\", null)",
                        "(\"relay.webhook.token-in\", \"authorization,header,body,query\")",
                        "(\"relay.webhook.answer\", \"json\")",
                        "(\"relay.webhook.max-body\", \"10MiB\")",
                        "(\"relay.webhook.max-connections\", \"1000\")",
                        "(\"relay.webhook.head-timeout\", \"10s\")",
                        "(\"relay.webhook.body-timeout\", \"30s\")",
                        "(\"relay.webhook.commit-timeout\", \"5s\")",
                        "(\"relay.webhook.tls.certificate\", null)",
                        "(\"relay.webhook.tls.key\", null)",
                        "(\"relay.webhook.trusted-proxies\", \"\")",
                        "(\"relay.console.host\", \"127.0.0.1\")",
                        "(\"relay.console.port\", \"8081\")",
                        "(\"relay.console.token\", null)",
                        "(\"relay.dedup.window\", \"48h\")",
                        "(\"relay.dedup.most\", \"2000000\")",
                        "(\"relay.retention.age\", \"30d\")",
                        "(\"relay.retention.size\", \"10GB\")",
                        "(\"relay.retention.pin\", \"30d\")",
                        "(\"relay.watch.backing-off\", \"15m\")",
                        "(\"relay.silence.after\", null)",
                        "(\"relay.silence.hours\", \"09:00-18:00\")",
                        "(\"relay.silence.days\", \"mon-fri\")",
                        "(\"relay.silence.zone\", null)");
    }

    @Test
    void everyKeyCanBeChangedInTheFile() {
        Settings settings = new SettingsFixture(home)
                .file(
                        "relay.data = /var/lib/relay",
                        "relay.routes=my routes",
                        "relay.store.url=jdbc:sqlite:log/events.db",
                        "relay.store.min-free=1.5GB",
                        "relay.webhook.host=::1",
                        "relay.webhook.port=9090",
                        "relay.webhook.path=/in/wotnot",
                        "relay.webhook.public-url=https://relay.example.com/in/wotnot",
                        "relay.webhook.token=new",
                        "relay.webhook.token-previous=old",
                        "relay.webhook.token-in=query, header",
                        "relay.webhook.answer=text",
                        "relay.webhook.max-body=1MB",
                        "relay.webhook.max-connections=5",
                        "relay.webhook.head-timeout=1s",
                        "relay.webhook.body-timeout=1m30s",
                        "relay.webhook.commit-timeout=500ms",
                        "relay.webhook.tls.certificate=tls/chain.pem",
                        "relay.webhook.tls.key=/etc/tls/key.pem",
                        "relay.webhook.trusted-proxies=127.0.0.1, 10.0.0.0/8, fd00::/8",
                        "relay.console.host=localhost",
                        "relay.console.port=0",
                        "relay.console.token=api",
                        "relay.dedup.window=2d",
                        "relay.dedup.most=10",
                        "relay.retention.age=90d",
                        "relay.retention.size=64MiB",
                        "relay.retention.pin=12h",
                        "relay.watch.backing-off=5m",
                        "relay.silence.after=90m",
                        "relay.silence.hours=22:00 - 6:30",
                        "relay.silence.days=sat-mon, wed",
                        "relay.silence.zone=Europe/Berlin")
                .load();

        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/relay"));
        assertThat(settings.routes()).isEqualTo(home.resolve("my routes"));
        assertThat(settings.store())
                .isEqualTo(new Settings.Store("jdbc:sqlite:" + home.resolve("log/events.db"), 1_500_000_000));
        assertThat(settings.dedup()).isEqualTo(new Settings.Dedup(Duration.ofDays(2), 10));
        assertThat(settings.retention())
                .isEqualTo(new Settings.Retention(Duration.ofDays(90), 64 << 20, Duration.ofHours(12)));
        assertThat(settings.watch())
                .isEqualTo(new Settings.Watch(
                        Duration.ofMinutes(5),
                        new Settings.Silence(
                                Duration.ofMinutes(90),
                                new Settings.Hours(LocalTime.of(22, 0), LocalTime.of(6, 30)),
                                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
                                ZoneId.of("Europe/Berlin"))));
        assertThat(settings.console()).isEqualTo(new Settings.Console("localhost", 0, "api"));
        assertThat(settings.webhook())
                .isEqualTo(new Settings.Webhook(
                        "::1",
                        9090,
                        "/in/wotnot",
                        "new",
                        "old",
                        List.of(TokenPlace.QUERY, TokenPlace.HEADER),
                        true,
                        1_000_000,
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(90),
                        Duration.ofMillis(500),
                        List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"),
                        "https://relay.example.com/in/wotnot",
                        new Settings.Tls(home.resolve("tls/chain.pem"), Path.of("/etc/tls/key.pem"))));
    }

    @Test
    void theShippedFileNamesEveryKeyWithItsDefault() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("application.properties"));

        for (Key<?> key : Keys.ALL) {
            if (key.standard() != null) {
                assertThat(lines).contains("#" + key.name() + "=" + key.standard());
            } else {
                assertThat(lines).anyMatch(line -> line.startsWith("#" + key.name() + "="));
            }
        }
    }

    @Test
    void theShippedFileChangesNothingAsItIs() throws Exception {
        Settings without = new SettingsFixture(home).load();
        String shipped = Files.readString(Path.of("application.properties"));

        assertThat(new SettingsFixture(home)
                        .write("application.properties", shipped)
                        .load())
                .isEqualTo(without);
    }

    @Test
    void theShippedFileShowsTheDefaultsAndSecretsFromOutside() throws Exception {
        SettingsFixture given = new SettingsFixture(home);
        Settings without = given.load();
        given.write(
                "application.properties",
                Files.readString(Path.of("application.properties")).replaceAll("(?m)^#relay\\.", "relay."));
        given.environment("RELAY_DB_PASSWORD", "d")
                .environment("WOTNOT_TOKEN", "a")
                .environment("WOTNOT_TOKEN_PREVIOUS", "b");
        Settings shown = given.environment("CONSOLE_TOKEN", "c").load();

        assertThat(shown.webhook().token()).isEqualTo("a");
        assertThat(shown.webhook().tokenPrevious()).isEqualTo("b");
        assertThat(shown.console().token()).isEqualTo("c");
        Settings.Store store = without.store();
        assertThat(shown.store())
                .isEqualTo(new Settings.Store(store.url(), store.minFree(), "relay", "d", store.pool()));
        assertThat(shown.dedup()).isEqualTo(without.dedup());
        assertThat(shown.data()).isEqualTo(without.data());
        assertThat(shown.routes()).isEqualTo(without.routes());
        assertThat(shown.webhook().maxBody()).isEqualTo(without.webhook().maxBody());
    }

    @Test
    void theDocumentedTableIsTheTableOfTheKeys() throws Exception {
        StringBuilder table = new StringBuilder();
        for (Key<?> key : Keys.ALL) {
            String standard = key.standard() == null || key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
            table.append("| `%s` | %s | %s |%n".formatted(key.name(), standard, key.description()));
        }

        assertThat(Files.readString(Path.of("docs/configuration.md"))).contains(table);
    }

    @Test
    void everyKeyHasItsEnvironmentVariable() {
        assertThat(Keys.ALL)
                .extracting(Key::environment)
                .contains(
                        "RELAY_DATA",
                        "RELAY_WEBHOOK_PORT",
                        "RELAY_WEBHOOK_TRUSTED_PROXIES",
                        "RELAY_WEBHOOK_TOKEN_PREVIOUS",
                        "RELAY_STORE_MIN_FREE")
                .doesNotHaveDuplicates();
    }
}
