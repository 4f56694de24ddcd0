package io.wotnotrelay.log.retention;

import static io.wotnotrelay.log.Items.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.api.Metrics;
import io.wotnotrelay.event.Subscription;
import io.wotnotrelay.lane.LaneMeters;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** For how long a lane that stands still keeps events from going, and what becomes of them then. */
class PinTest extends RetentionRig {
    @Test
    void whatALaneHasNotSentInTimeIsOneOutcome() {
        LaneRecord well = lane("well");
        LaneRecord gone = lane("gone");
        receive(100);
        deliver(gone, 10);
        deliver(well, 100);
        pass(DAY.multipliedBy(20));
        receive(1);
        deliver(well, 101);
        pass(DAY.multipliedBy(9));
        assertThat(log.first()).isEqualTo(1);
        pass(DAY.multipliedBy(2));
        assertThat(log.first()).isEqualTo(101);
        assertThat(expired(gone)).hasSize(1);
        Outcome outcome = expired(gone).get(0);
        assertThat(outcome.first()).isEqualTo(11);
        assertThat(outcome.seq()).isEqualTo(100);
        assertThat(outcome.events()).isEqualTo(90);
        assertThat(outcome.cause()).contains("stood still for 30 days");
        assertThat(log.totals(gone.id()).expired()).isEqualTo(90);
        assertThat(log.outcomes(gone.id(), 50, 50))
                .as("found by any of its events")
                .hasSize(1);
        assertThat(expired(well)).isEmpty();
        assertThat(now(gone).cursor()).as("the young one is still to come").isEqualTo(100);
        assertThat(warnings("have expired")).hasSize(1).first().asString().contains("gone", "90 events from 11 to 100");
    }

    @Test
    void whatIsSettledOrParkedPastTheCursorDoesNotExpire() {
        LaneRecord lane = lane("held");
        receive(5);
        park(lane, 1, Parked.State.HELD);
        park(lane, 3, Parked.State.RETRYING);
        pass(DAY.multipliedBy(31));
        assertThat(expired(lane)).hasSize(1);
        assertThat(expired(lane).get(0))
                .returns(2L, Outcome::first)
                .returns(5L, Outcome::seq)
                .returns(3L, Outcome::events);
        assertThat(log.parked(lane.id())).extracting(Parked::seq).containsExactly(1L, 3L);
        assertThat(log.find(3)).isPresent();
        assertThat(log.find(2)).isEmpty();
    }

    @Test
    void whatAJobHasStillToDeliverStaysAsLongAsALaneMayStandStill() {
        LaneRecord lane = lane("well");
        receive(10);
        deliver(lane, 10);
        pass(DAY.multipliedBy(29));
        SeqSet events = new SeqSet();
        events.add(4);
        events.add(8);
        Job.Order order = new Job.Order(Job.Kind.BACKFILL, "{}", true, false, 0, 0, 10, -1);
        await(log.jobs().add(new NewJob(lane.id(), order, 2, 0, 0, events)));
        pass(DAY.multipliedBy(20));
        assertThat(log.first()).isEqualTo(4);
        pass(DAY.multipliedBy(11));
        assertThat(log.first()).isEqualTo(11);
    }

    @Test
    void halfOfTheTimeAndNineTenthsAreWarnedOfOnce() {
        lane("gone");
        receive(3);
        pass(DAY.multipliedBy(14));
        assertThat(warnings("has sent nothing")).isEmpty();
        pass(DAY.multipliedBy(2));
        assertThat(warnings("has sent nothing")).hasSize(1).first().asString().contains("gone", "15 days", "3 events");
        pass(DAY.multipliedBy(10));
        assertThat(warnings("has sent nothing")).hasSize(1);
        pass(DAY.multipliedBy(2));
        assertThat(warnings("has sent nothing")).hasSize(2).last().asString().contains("27 days", "2026-02-04");
        assertThat(retention.kept().pins()).containsEntry("gone", DAY.multipliedBy(28));
    }

    @Test
    void theMetricsShowWhatIsKeptAndWhoKeepsIt() {
        LaneRecord well = lane("well");
        lane("gone");
        Metrics metrics = new Metrics(clock);
        metrics.watch(retention);
        receive(3);
        deliver(well, 3);
        pass(DAY);
        assertThat(metrics.scrape())
                .contains("\nrelay_log_used_bytes " + (double) log.usedBytes() + "\n")
                .contains("\nrelay_log_oldest_seconds 86400.0\n")
                .contains("\nrelay_events_pruned_total 0.0\n")
                .contains("\nrelay_pin_seconds{destination=\"gone\"} 86400.0\n")
                .contains("\nrelay_pin_seconds{destination=\"well\"} 0.0\n");
        pass(DAY.multipliedBy(31));
        assertThat(metrics.scrape())
                .contains("\nrelay_log_oldest_seconds 0.0\n")
                .contains("\nrelay_events_pruned_total 3.0\n")
                .contains("\nrelay_pin_seconds{destination=\"gone\"} 0.0\n");
    }

    @Test
    void aLaneThatSettlesSomethingKeepsWhatWaitsHoweverOldItIs() {
        LaneRecord slow = lane("slow");
        receive(100);
        for (int i = 1; i <= 20; i++) {
            pass(DAY.multipliedBy(5));
            deliver(slow, i);
        }
        assertThat(expired(slow)).isEmpty();
        assertThat(log.first()).isEqualTo(20);
        assertThat(warnings("has sent nothing")).isEmpty();
    }

    @Test
    void aRelayThatWasOffForLongLetsItsLanesDeliverFirst() {
        LaneRecord lane = lane("mail");
        receive(3);
        round();
        clock.move(DAY.multipliedBy(60));
        restart();
        round();
        assertThat(expired(lane)).isEmpty();
        assertThat(log.first()).isEqualTo(1);
        clock.move(Duration.ofHours(7));
        round();
        assertThat(expired(lane)).hasSize(1);
    }

    @Test
    void aPinThatEndsLetsNothingGoThatNeedNot() {
        keep(DAY.multipliedBy(90), 10_000_000_000L, DAY.multipliedBy(30));
        LaneRecord lane = lane("gone");
        receive(3);
        pass(DAY.multipliedBy(80));
        assertThat(expired(lane)).isEmpty();
        assertThat(log.first()).isEqualTo(1);
    }

    @Test
    void tooMuchOfALaneWhosePinHasEndedGoes() {
        keep(DAY.multipliedBy(90), 2 << 20, DAY.multipliedBy(3));
        LaneRecord lane = lane("gone");
        receive(4_000, 1_000);
        pass(DAY.multipliedBy(2));
        assertThat(log.first()).isEqualTo(1);
        pass(DAY.multipliedBy(2));
        assertThat(log.usedBytes()).isLessThan(2 << 20);
        assertThat(expired(lane)).isNotEmpty();
        assertThat(log.head() - log.first()).isGreaterThan(500);
        assertThat(expired(lane).stream().mapToLong(Outcome::events).sum()).isEqualTo(log.first() - 1);
    }

    @Test
    void aPausedLaneGoesOnWithWhatIsLeft() {
        List<Long> sent = new CopyOnWriteArrayList<>();
        ExecutorService workers = Lanes.workers();
        Lanes lanes = new Lanes(log, workers, clock, LaneMeters.NONE);
        retention = new Retention(log, settings, clock, lanes::skip);
        lanes.open(options(), delivery -> {
            delivery.events().forEach(event -> sent.add(event.seq()));
            return new Result.Delivered();
        });
        receive(2);
        Awaitility.await().until(() -> log.lanes().get(0).cursor() == 2);
        lanes.pause("mail");
        receive(5);
        pass(DAY.multipliedBy(30));
        receive(2);
        pass(DAY);
        assertThat(log.first()).isEqualTo(8);
        lanes.resume("mail");
        Awaitility.await().until(() -> log.lanes().get(0).cursor() == 9);
        lanes.close(Duration.ofSeconds(1));
        workers.shutdownNow();
        assertThat(sent).containsExactlyInAnyOrder(1L, 2L, 8L, 9L);
        LaneRecord lane = log.lanes().get(0);
        assertThat(expired(lane)).hasSize(1).first().returns(5L, Outcome::events);
    }

    @Test
    void aCrashAfterTheOutcomeAndBeforeTheEventsGoDoesNoHarm() throws IOException {
        LaneRecord lane = lane("gone");
        receive(3);
        pass(DAY.multipliedBy(30));
        clock.move(DAY);
        Retention broken = new Retention(crashingAtPrune(), settings, clock, skip);
        assertThatThrownBy(() -> {
                    broken.round();
                    clock.move(DAY);
                    broken.round();
                })
                .hasMessageContaining("crash");
        copy("crashed");
        log.close();
        log = open("crashed");
        retention = new Retention(log, settings, clock, skip);
        assertThat(log.read(0, 9)).extracting(StoredEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(now(lane).cursor()).isEqualTo(3);
        round();
        assertThat(log.first()).isEqualTo(4);
        assertThat(expired(lane)).hasSize(1).first().returns(3L, Outcome::events);
        receive(1);
        assertThat(log.head()).isEqualTo(4);
    }

    private LogStore crashingAtPrune() {
        return (LogStore) Proxy.newProxyInstance(
                LogStore.class.getClassLoader(), new Class<?>[] {LogStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prune")) {
                        throw new IllegalStateException("crash");
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The files as a process that dies now leaves them. */
    private void copy(String to) throws IOException {
        Path target = Files.createDirectory(folder.resolve(to));
        for (String file : List.of("relay.db", "relay.db-wal")) {
            Files.copy(folder.resolve("data").resolve(file), target.resolve(file));
        }
    }

    private static LaneOptions options() {
        return new LaneOptions(
                "mail",
                Subscription.of("all", ""),
                new Start.Beginning(),
                true,
                4,
                null,
                null,
                null,
                new LaneOptions.Retry(5, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofHours(24), List.of()),
                Duration.ofMinutes(15),
                new LaneOptions.Breaker(5, Duration.ofSeconds(30)));
    }
}
