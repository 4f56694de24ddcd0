package io.wotnotrelay.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads the settings: application.properties, beaten by environment variables ({@code RELAY_WEBHOOK_PORT}), beaten by
 * system properties ({@code -Drelay.webhook.port=…}). All mistakes are told at once.
 */
public final class SettingsLoader {
    private static final String JDBC = "jdbc:sqlite:";

    private SettingsLoader() {}

    /**
     * Reads the settings and makes the tokens that are not there yet.
     *
     * @param file application.properties; where there is none the defaults count, and paths start in its folder
     * @param environment as {@link System#getenv()}
     * @throws SettingsException with a sentence for each mistake
     */
    public static Settings load(Path file, Map<String, String> environment) {
        return load(file, environment, System.getProperties(), TokenFiles.making());
    }

    /**
     * The same, with all that may differ.
     *
     * @param system as {@link System#getProperties()}
     * @param tokens whether missing tokens are made; afterwards it tells which ones were
     */
    public static Settings load(Path file, Map<String, String> environment, Properties system, TokenFiles tokens) {
        List<String> problems = new ArrayList<>();
        Path home = file.toAbsolutePath().normalize().getParent();
        Sources sources = new Sources(problems);
        if (Files.exists(file)) {
            sources.file(file);
        }
        sources.environment(environment);
        sources.system(system);
        Placeholders placeholders = new Placeholders(environment, new FileFunction(home), problems);
        sources.camel().values().forEach(placeholders::check);
        Values values = new Values(sources, placeholders, problems);
        Path plugins =
                Path.of(system.getProperty("relay.home", home.toString())).resolve("plugins");
        Settings settings = settings(home, plugins, values, camel(sources));
        onePortEach(settings, problems);
        bothOrNone(settings.webhook().tls(), problems);
        if (problems.isEmpty()) {
            settings = withTokens(settings, tokens, problems);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private static Settings settings(Path home, Path plugins, Values values, Properties camel) {
        Path data = home.resolve(values.get(Keys.DATA)).normalize();
        Path routes = home.resolve(values.get(Keys.ROUTES)).normalize();
        Settings.Console console = new Settings.Console(
                values.get(Keys.CONSOLE_HOST), values.get(Keys.CONSOLE_PORT), values.get(Keys.CONSOLE_TOKEN));
        Settings.Store store = new Settings.Store(
                storeUrl(home, data, values.get(Keys.STORE_URL)),
                values.get(Keys.STORE_MIN_FREE),
                values.get(Keys.STORE_USER),
                values.get(Keys.STORE_PASSWORD),
                values.get(Keys.STORE_POOL));
        Settings.Dedup dedup = new Settings.Dedup(values.get(Keys.DEDUP_WINDOW), values.get(Keys.DEDUP_MOST));
        Settings.Retention retention = new Settings.Retention(
                values.get(Keys.RETENTION_AGE), values.get(Keys.RETENTION_SIZE), values.get(Keys.RETENTION_PIN));
        return new Settings(
                home,
                data,
                routes,
                plugins,
                webhook(home, values),
                console,
                store,
                dedup,
                retention,
                watch(values),
                camel);
    }

    private static Settings.Watch watch(Values values) {
        ZoneId zone = values.get(Keys.SILENCE_ZONE);
        return new Settings.Watch(
                values.get(Keys.WATCH_BACKING_OFF),
                new Settings.Silence(
                        values.get(Keys.SILENCE_AFTER),
                        values.get(Keys.SILENCE_HOURS),
                        values.get(Keys.SILENCE_DAYS),
                        zone == null ? ZoneId.systemDefault() : zone));
    }

    private static Settings.Webhook webhook(Path home, Values values) {
        return new Settings.Webhook(
                values.get(Keys.WEBHOOK_HOST),
                values.get(Keys.WEBHOOK_PORT),
                values.get(Keys.WEBHOOK_PATH),
                values.get(Keys.WEBHOOK_TOKEN),
                values.get(Keys.WEBHOOK_TOKEN_PREVIOUS),
                values.get(Keys.WEBHOOK_TOKEN_IN),
                values.get(Keys.WEBHOOK_ANSWER),
                values.get(Keys.WEBHOOK_MAX_BODY),
                values.get(Keys.WEBHOOK_MAX_CONNECTIONS),
                values.get(Keys.WEBHOOK_HEAD_TIMEOUT),
                values.get(Keys.WEBHOOK_BODY_TIMEOUT),
                values.get(Keys.WEBHOOK_COMMIT_TIMEOUT),
                values.get(Keys.WEBHOOK_TRUSTED_PROXIES),
                values.get(Keys.WEBHOOK_PUBLIC_URL),
                tls(home, values.get(Keys.WEBHOOK_TLS_CERTIFICATE), values.get(Keys.WEBHOOK_TLS_KEY)));
    }

    private static Settings.Tls tls(Path home, String certificate, String key) {
        return certificate == null && key == null ? null : new Settings.Tls(file(home, certificate), file(home, key));
    }

    private static Path file(Path home, String path) {
        return path == null ? null : home.resolve(path).normalize();
    }

    private static void bothOrNone(Settings.Tls tls, List<String> problems) {
        if (tls != null && (tls.certificate() == null || tls.key() == null)) {
            String there = (tls.key() == null ? Keys.WEBHOOK_TLS_CERTIFICATE : Keys.WEBHOOK_TLS_KEY).name();
            String missing = (tls.key() == null ? Keys.WEBHOOK_TLS_KEY : Keys.WEBHOOK_TLS_CERTIFICATE).name();
            problems.add(there + " is set and " + missing + " is not. Set both, or neither for plain HTTP.");
        }
    }

    static String storeUrl(Path home, Path data, String url) {
        if (url == null) {
            return JDBC + data.resolve("relay.db");
        }
        if (!url.startsWith(JDBC)) {
            return url;
        }
        int query = url.indexOf('?');
        String path = url.substring(JDBC.length(), query < 0 ? url.length() : query);
        return JDBC + home.resolve(path).normalize() + (query < 0 ? "" : url.substring(query));
    }

    private static Properties camel(Sources sources) {
        Properties camel = new Properties();
        sources.camel().values().forEach(raw -> camel.setProperty(raw.key(), raw.value()));
        return camel;
    }

    private static void onePortEach(Settings settings, List<String> problems) {
        int port = settings.webhook().port();
        if (port != 0 && port == settings.console().port()) {
            problems.add("relay.webhook.port and relay.console.port are both " + port
                    + ". Give each a port of its own: WotNot must not reach the console.");
        }
    }

    private static Settings withTokens(Settings s, TokenFiles files, List<String> problems) {
        try {
            Settings.Webhook w = s.webhook();
            Settings.Console c = s.console();
            String webhook = w.token() != null ? w.token() : files.token(s.data(), TokenFiles.WEBHOOK);
            String console = c.token() != null ? c.token() : files.token(s.data(), TokenFiles.CONSOLE);
            return new Settings(
                    s.home(),
                    s.data(),
                    s.routes(),
                    s.plugins(),
                    w.withToken(webhook),
                    new Settings.Console(c.host(), c.port(), console),
                    s.store(),
                    s.dedup(),
                    s.retention(),
                    s.watch(),
                    s.camel());
        } catch (IllegalStateException e) {
            problems.add(e.getMessage());
            return s;
        }
    }
}
