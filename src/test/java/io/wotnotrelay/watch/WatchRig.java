package io.wotnotrelay.watch;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.SettingsLoader;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A watch over a real log, with a clock moved by hand and looks taken by hand. */
final class WatchRig implements AutoCloseable {
    final HandClock clock = new HandClock();
    final Settings settings;
    private final UnaryOperator<LogStore> between;
    volatile List<Standing> standings = List.of();
    volatile Map<String, Duration> pins = Map.of();
    volatile long free = Long.MAX_VALUE;
    private volatile long heard;
    LogStore log;
    Watch watch;

    WatchRig(Path home, String... properties) {
        this(home, log -> log, properties);
    }

    /** {@code between}: what stands between the watch and the log. */
    WatchRig(Path home, UnaryOperator<LogStore> between, String... properties) {
        try {
            Files.write(home.resolve("application.properties"), List.of(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.settings = SettingsLoader.load(home.resolve("application.properties"), Map.of());
        this.between = between;
        open();
    }

    private void open() {
        log = SqliteEventLog.open(settings.data(), settings.store(), settings.dedup(), clock);
        LogStore seen = between.apply(log);
        watch = new Watch(settings, seen, new ReceiptIds(clock), clock, () -> free);
        // after the watch's own: what has come here, the watch has heard
        log.listen(events -> heard = events.get(events.size() - 1).seq());
        watch.add(settings, seen, () -> standings, () -> pins);
    }

    /** A stop and a start. */
    WatchRig restart() {
        watch.close();
        log.close();
        open();
        return this;
    }

    /** The process is killed, and started again. */
    WatchRig crash() {
        log.close();
        open();
        return this;
    }

    /** One look; returns when what there was to tell is in the log, or was refused. */
    WatchRig look() {
        watch.look();
        if (watch.sending() != null) {
            try {
                watch.sending().handle((ok, failed) -> null).get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    /** Time passes, with a look each minute. */
    WatchRig pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            clock.move(Duration.ofMinutes(1));
            look();
        }
        return this;
    }

    WatchRig standing(Standing... all) {
        standings = List.of(all);
        return look();
    }

    /** An event that WotNot sent. */
    StoredEvent receive(String kind, String raw) {
        Items.await(log.append(
                Items.receipt(1, clock.millis()), List.of(Items.item(kind, raw.getBytes(StandardCharsets.UTF_8)))));
        long seq = log.head();
        Awaitility.with()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .await()
                .until(() -> heard >= seq);
        return log.find(seq).orElseThrow();
    }

    StoredEvent receive(int number) {
        return receive(
                "note",
                "{\"event\":{\"type\":\"note\",\"payload\":{\"note\":\"%d\"}},\"timestamp\":\"2026-01-05 10:00:00\"}"
                        .formatted(number));
    }

    /** The relay's own events in the log, in order. */
    List<Event> own() {
        return log.read(0, 10_000).stream()
                .filter(event -> Kind.isOwn(event.kind()))
                .map(StoredEvent::event)
                .toList();
    }

    /** Each of them as type and state, such as {@code destination_held held}. */
    List<String> told() {
        return own().stream()
                .map(e -> e.type().substring("relay.".length()) + " "
                        + e.variables().get("state"))
                .toList();
    }

    Event last() {
        List<Event> own = own();
        return own.get(own.size() - 1);
    }

    @Override
    public void close() {
        watch.close();
        log.close();
    }
}
