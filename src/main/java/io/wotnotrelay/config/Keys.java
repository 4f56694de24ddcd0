package io.wotnotrelay.config;

import io.wotnotrelay.config.Settings.TokenPlace;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Every {@code relay.*} key there is, with its default and what it is for: the one place that knows. */
final class Keys {
    static final Key<String> DATA =
            Key.of("relay.data", Form.FOLDER, "data", "Folder of the event log and of the tokens the relay made.");
    static final Key<String> ROUTES =
            Key.of("relay.routes", Form.FOLDER, "routes", "Folder of the destination files (`*.camel.yaml`).");

    static final Key<String> STORE_URL = Key.of(
            "relay.store.url",
            Form.STORE_URL,
            null,
            "The event log: `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST/DATABASE`. Unset: `relay.db` in the data folder.");
    static final Key<String> STORE_USER =
            Key.of("relay.store.user", Form.NAME, null, "User of the PostgreSQL database.");
    static final Key<String> STORE_PASSWORD = Key.secret("relay.store.password", "Password of that user.");
    static final Key<Integer> STORE_POOL = Key.of(
            "relay.store.pool",
            Form.ONE_OR_MORE,
            "8",
            "Connections for reading from the PostgreSQL database, at most.");
    static final Key<Long> STORE_MIN_FREE = Key.of(
            "relay.store.min-free",
            Form.BYTES,
            "512MiB",
            "Bytes that must stay free on the disk; with less, WotNot gets 503 and sends again later.");

    static final Key<String> WEBHOOK_HOST =
            Key.of("relay.webhook.host", Form.HOST, "0.0.0.0", "Address the webhook listens on; `0.0.0.0` is all.");
    static final Key<Integer> WEBHOOK_PORT =
            Key.of("relay.webhook.port", Form.PORT, "8080", "Port WotNot posts to; `0` takes a free one.");
    static final Key<String> WEBHOOK_PATH =
            Key.of("relay.webhook.path", Form.URL_PATH, "/webhook", "Path WotNot posts to.");
    static final Key<String> WEBHOOK_PUBLIC_URL = Key.of(
            "relay.webhook.public-url",
            Form.WEB_ADDRESS,
            null,
            "The address people paste into WotNot, as seen from the internet; shown when the relay starts.");
    static final Key<String> WEBHOOK_TOKEN = Key.secret(
            "relay.webhook.token",
            "The token shared with WotNot. Unset: made at the first start in `webhook-token` of the data folder.");
    static final Key<String> WEBHOOK_TOKEN_PREVIOUS =
            Key.secret("relay.webhook.token-previous", "The token before this one, valid while you change it.");
    static final Key<List<TokenPlace>> WEBHOOK_TOKEN_IN = Key.of(
            "relay.webhook.token-in",
            Form.TOKEN_PLACES,
            "authorization,header,body,query",
            "Where in a request a token is accepted.");
    static final Key<Boolean> WEBHOOK_ANSWER = Key.of(
            "relay.webhook.answer",
            Form.ANSWER,
            "json",
            "What WotNot is answered: `json` is `{\"token\":\"…\"}`, `text` is the bare token.");
    static final Key<Integer> WEBHOOK_MAX_BODY =
            Key.of("relay.webhook.max-body", Form.BODY_BYTES, "10MiB", "Largest request body; a larger one gets 413.");
    static final Key<Integer> WEBHOOK_MAX_CONNECTIONS = Key.of(
            "relay.webhook.max-connections", Form.ONE_OR_MORE, "1000", "Connections the webhook holds open at once.");
    static final Key<Duration> WEBHOOK_HEAD_TIMEOUT =
            Key.of("relay.webhook.head-timeout", Form.TIMEOUT, "10s", "Longest time for the whole head of a request.");
    static final Key<Duration> WEBHOOK_BODY_TIMEOUT =
            Key.of("relay.webhook.body-timeout", Form.TIMEOUT, "30s", "Longest time for the whole body of a request.");
    static final Key<Duration> WEBHOOK_COMMIT_TIMEOUT = Key.of(
            "relay.webhook.commit-timeout",
            Form.TIMEOUT,
            "5s",
            "Longest time to store a request; after that WotNot gets 503 and sends again later.");
    static final Key<String> WEBHOOK_TLS_CERTIFICATE = Key.of(
            "relay.webhook.tls.certificate",
            Form.FILE,
            null,
            "PEM file with the certificate the webhook shows, and its chain behind it. Unset: plain HTTP.");
    static final Key<String> WEBHOOK_TLS_KEY = Key.of(
            "relay.webhook.tls.key",
            Form.FILE,
            null,
            "PEM file with the certificate's private key, without a password.");
    static final Key<List<String>> WEBHOOK_TRUSTED_PROXIES = Key.of(
            "relay.webhook.trusted-proxies",
            Form.NETWORKS,
            "",
            "Addresses or networks of your reverse proxies, whose `X-Forwarded-For` is believed.");

    static final Key<String> CONSOLE_HOST = Key.of(
            "relay.console.host", Form.HOST, "127.0.0.1", "Address of the API, health and metrics; loopback only.");
    static final Key<Integer> CONSOLE_PORT = Key.of(
            "relay.console.port", Form.PORT, "8081", "Port of the API, health and metrics; `0` takes a free one.");
    static final Key<String> CONSOLE_TOKEN = Key.secret(
            "relay.console.token",
            "The token of the API. Unset: made at the first start in `console-token` of the data folder.");

    static final Key<Duration> DEDUP_WINDOW = Key.of(
            "relay.dedup.window",
            Form.DURATION,
            "48h",
            "How long an item is remembered, so that the same one sent again is not stored twice.");
    static final Key<Integer> DEDUP_MOST =
            Key.of("relay.dedup.most", Form.COUNT, "2000000", "How many items are remembered at most.");

    static final Key<Duration> RETENTION_AGE = Key.of(
            "relay.retention.age",
            Form.KEPT,
            "30d",
            "How long an event is kept; one that a destination has not got yet is kept until it has.");
    static final Key<Long> RETENTION_SIZE = Key.of(
            "relay.retention.size",
            Form.KEPT_BYTES,
            "10GB",
            "How much the event log may hold; above it the oldest events that every destination has got go first.");
    static final Key<Duration> RETENTION_PIN = Key.of(
            "relay.retention.pin",
            Form.KEPT,
            "30d",
            "How long a destination that stands still keeps events from going; what it has not got then expires.");

    static final Key<Duration> WATCH_BACKING_OFF = Key.of(
            "relay.watch.backing-off",
            Form.TIMEOUT,
            "15m",
            "How long a destination may fail and be probed before `relay.destination_held` tells of it.");
    static final Key<Duration> SILENCE_AFTER = Key.of(
            "relay.silence.after",
            Form.TIMEOUT,
            null,
            "How long WotNot may send nothing, in working hours, before `relay.silence` tells of it. Unset: for ever.");
    static final Key<Settings.Hours> SILENCE_HOURS =
            Key.of("relay.silence.hours", Form.HOURS, "09:00-18:00", "The working hours; `00:00-24:00` is all day.");
    static final Key<Set<DayOfWeek>> SILENCE_DAYS =
            Key.of("relay.silence.days", Form.DAYS, "mon-fri", "The working days.");
    static final Key<ZoneId> SILENCE_ZONE = Key.of(
            "relay.silence.zone", Form.ZONE, null, "Time zone of the working hours. Unset: the zone of the machine.");

    static final List<Key<?>> ALL = List.of(
            DATA,
            ROUTES,
            STORE_URL,
            STORE_USER,
            STORE_PASSWORD,
            STORE_POOL,
            STORE_MIN_FREE,
            WEBHOOK_HOST,
            WEBHOOK_PORT,
            WEBHOOK_PATH,
            WEBHOOK_PUBLIC_URL,
            WEBHOOK_TOKEN,
            WEBHOOK_TOKEN_PREVIOUS,
            WEBHOOK_TOKEN_IN,
            WEBHOOK_ANSWER,
            WEBHOOK_MAX_BODY,
            WEBHOOK_MAX_CONNECTIONS,
            WEBHOOK_HEAD_TIMEOUT,
            WEBHOOK_BODY_TIMEOUT,
            WEBHOOK_COMMIT_TIMEOUT,
            WEBHOOK_TLS_CERTIFICATE,
            WEBHOOK_TLS_KEY,
            WEBHOOK_TRUSTED_PROXIES,
            CONSOLE_HOST,
            CONSOLE_PORT,
            CONSOLE_TOKEN,
            DEDUP_WINDOW,
            DEDUP_MOST,
            RETENTION_AGE,
            RETENTION_SIZE,
            RETENTION_PIN,
            WATCH_BACKING_OFF,
            SILENCE_AFTER,
            SILENCE_HOURS,
            SILENCE_DAYS,
            SILENCE_ZONE);

    private Keys() {}
}
