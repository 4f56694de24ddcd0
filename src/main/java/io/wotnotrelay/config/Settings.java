package io.wotnotrelay.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * All settings of a relay.
 *
 * @param home folder of application.properties; relative paths in it and in {@code {{file:…}}} start here
 * @param data folder of the log and the generated secrets
 * @param routes folder of the destination files
 * @param plugins folder of the jars that people add, above which the relay itself lies; need not be there
 * @param webhook the port WotNot posts to
 * @param console the port people look at
 * @param store the event log
 * @param dedup how long an item is remembered as seen
 * @param retention how long, and how much, the log keeps
 * @param watch what the relay tells of itself, and when
 * @param camel what is not {@code relay.*}: Camel's own keys, as written
 */
public record Settings(
        Path home,
        Path data,
        Path routes,
        Path plugins,
        Webhook webhook,
        Console console,
        Store store,
        Dedup dedup,
        Retention retention,
        Watch watch,
        Properties camel) {
    /** With the plugins beside application.properties, and watched as is the default. */
    public Settings(
            Path home,
            Path data,
            Path routes,
            Webhook webhook,
            Console console,
            Store store,
            Dedup dedup,
            Retention retention,
            Properties camel) {
        this(
                home,
                data,
                routes,
                home.resolve("plugins"),
                webhook,
                console,
                store,
                dedup,
                retention,
                Watch.STANDARD,
                camel);
    }

    /** With the working directory as home. */
    public Settings(
            Path data,
            Path routes,
            Webhook webhook,
            Console console,
            Store store,
            Dedup dedup,
            Retention retention,
            Properties camel) {
        this(Path.of("").toAbsolutePath(), data, routes, webhook, console, store, dedup, retention, camel);
    }

    /** Without tokens and without Camel's keys, which may hold passwords. */
    @Override
    public String toString() {
        return "Settings[home=%s, data=%s, routes=%s, %s, %s]".formatted(home, data, routes, webhook, console);
    }

    /**
     * The webhook port.
     *
     * @param host {@code relay.webhook.host}, 0.0.0.0
     * @param port {@code relay.webhook.port}, 8080; 0 takes a free one
     * @param path {@code relay.webhook.path}, /webhook
     * @param token the valid token, never blank; null only where no token was to be made ({@link TokenFiles#reading})
     * @param tokenPrevious valid during a rotation; null for none
     * @param tokenIn where a token is looked for
     * @param answerText whether the answer is the bare token as text/plain instead of JSON
     * @param maxBody bytes, {@code relay.webhook.max-body}, 10 MiB
     * @param maxConnections {@code relay.webhook.max-connections}, 1000
     * @param headTimeout for the whole request head, 10 s
     * @param bodyTimeout for the whole body, 30 s
     * @param commitTimeout after which a request is answered 503, 5 s
     * @param trustedProxies addresses or networks (CIDR) whose X-Forwarded-For is believed
     * @param publicUrl what people paste into WotNot; null when not told
     * @param tls the certificate the port shows; null for plain HTTP
     */
    public record Webhook(
            String host,
            int port,
            String path,
            String token,
            String tokenPrevious,
            List<TokenPlace> tokenIn,
            boolean answerText,
            int maxBody,
            int maxConnections,
            Duration headTimeout,
            Duration bodyTimeout,
            Duration commitTimeout,
            List<String> trustedProxies,
            String publicUrl,
            Tls tls) {
        /** In plain HTTP. */
        public Webhook(
                String host,
                int port,
                String path,
                String token,
                String tokenPrevious,
                List<TokenPlace> tokenIn,
                boolean answerText,
                int maxBody,
                int maxConnections,
                Duration headTimeout,
                Duration bodyTimeout,
                Duration commitTimeout,
                List<String> trustedProxies,
                String publicUrl) {
            this(
                    host,
                    port,
                    path,
                    token,
                    tokenPrevious,
                    tokenIn,
                    answerText,
                    maxBody,
                    maxConnections,
                    headTimeout,
                    bodyTimeout,
                    commitTimeout,
                    trustedProxies,
                    publicUrl,
                    null);
        }

        /** {@code https} or {@code http}, as the port speaks it. */
        public String scheme() {
            return tls == null ? "http" : "https";
        }

        Webhook withToken(String token) {
            return new Webhook(
                    host,
                    port,
                    path,
                    token,
                    tokenPrevious,
                    tokenIn,
                    answerText,
                    maxBody,
                    maxConnections,
                    headTimeout,
                    bodyTimeout,
                    commitTimeout,
                    trustedProxies,
                    publicUrl,
                    tls);
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Webhook[" + host + ":" + port + path + "]";
        }
    }

    /**
     * The files of a certificate, PEM. They may be replaced while the relay runs.
     *
     * @param certificate {@code relay.webhook.tls.certificate}: the certificate and, behind it, its chain
     * @param key {@code relay.webhook.tls.key}: its private key, RSA or EC
     */
    public record Tls(Path certificate, Path key) {}

    /** A place of a request that may hold the token. */
    public enum TokenPlace {
        /** The Authorization header, bare or Bearer. */
        AUTHORIZATION,
        /** The header X-WotNot-Token or token. */
        HEADER,
        /** The field token of the JSON body. */
        BODY,
        /** The query parameter token. */
        QUERY
    }

    /**
     * @param host {@code relay.console.host}, 127.0.0.1
     * @param port {@code relay.console.port}, 8081; 0 takes a free one
     * @param token bearer token of the API; null only where no token was to be made
     */
    public record Console(String host, int port, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Console[" + host + ":" + port + "]";
        }
    }

    /**
     * @param url {@code relay.store.url}
     * @param minFree bytes that must stay free on the disk for events to be taken, {@code relay.store.min-free}, 512 MiB
     * @param user of the database, {@code relay.store.user}; null for the one of the URL, or none
     * @param password of that user, {@code relay.store.password}; null likewise
     * @param pool connections for reading, {@code relay.store.pool}, 8
     */
    public record Store(String url, long minFree, String user, String password, int pool) {
        /** One that needs no user. */
        public Store(String url, long minFree) {
            this(url, minFree, null, null, 8);
        }

        /** Without the password. */
        @Override
        public String toString() {
            int query = url == null ? -1 : url.indexOf('?');
            return "Store[" + (query < 0 ? url : url.substring(0, query)) + "]";
        }
    }

    /**
     * @param window {@code relay.dedup.window}, 48 h
     * @param most digests remembered, {@code relay.dedup.most}, 2,000,000
     */
    public record Dedup(Duration window, int most) {}

    /**
     * @param age an event is kept for, {@code relay.retention.age}, 30 d
     * @param size bytes the log may use, {@code relay.retention.size}, 10 GB
     * @param pin a lane that stands still may keep events from going for, {@code relay.retention.pin}, 30 d
     */
    public record Retention(Duration age, long size, Duration pin) {}

    /**
     * @param backingOff a lane may be left alone for, before it is told, {@code relay.watch.backing-off}, 15 min
     * @param silence when WotNot's silence is told
     */
    public record Watch(Duration backingOff, Silence silence) {
        /** Every default. */
        public static final Watch STANDARD = new Watch(
                Duration.ofMinutes(15),
                new Silence(
                        null,
                        new Hours(LocalTime.of(9, 0), LocalTime.of(18, 0)),
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        ZoneId.systemDefault()));
    }

    /**
     * @param after so much working time without an event, {@code relay.silence.after}; null for never
     * @param hours the working hours, {@code relay.silence.hours}, 09:00-18:00
     * @param days on which working hours begin, {@code relay.silence.days}, Monday to Friday
     * @param zone of the hours, {@code relay.silence.zone}, the machine's
     */
    public record Silence(Duration after, Hours hours, Set<DayOfWeek> days, ZoneId zone) {}

    /** From one time of a day to another; to the one of the next day where that is not later. */
    public record Hours(LocalTime from, LocalTime to) {}
}
