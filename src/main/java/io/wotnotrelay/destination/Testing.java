package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.WotnotConsumer;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.SampleEvents;
import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends an event that is not a real one through the route of a destination that runs, beside its lane. */
final class Testing {
    /** Longer than the timeout of any sink that is left as it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final WotnotConsumer consumer;
    private final LaneOptions options;
    private final Redaction redaction;
    private final Duration patience;

    Testing(WotnotConsumer consumer, LaneOptions options, Redaction redaction) {
        this(consumer, options, redaction, PATIENCE);
    }

    Testing(WotnotConsumer consumer, LaneOptions options, Redaction redaction, Duration patience) {
        this.consumer = consumer;
        this.options = options;
        this.redaction = redaction;
        this.patience = patience;
    }

    /** The first sample that it would get if it were real; else one that it subscribes to; else any. */
    TestEvent sample() {
        List<SampleEvents.Sample> wanted = SampleEvents.all().stream()
                .filter(sample -> options.subscription().matches(sample.kind().key()))
                .toList();
        Optional<TestEvent> passes = wanted.stream()
                .map(TestEvent::of)
                .filter(event -> consumer.filtered(event.event()) == null)
                .findFirst();
        return passes.orElseGet(
                () -> TestEvent.of(wanted.isEmpty() ? SampleEvents.all().get(0) : wanted.get(0)));
    }

    /** Whether it would be delivered, were it real. */
    boolean gets(StoredEvent stored, Event event) {
        return options.subscription().matches(stored.kind()) && consumer.filtered(event) == null;
    }

    TestDelivery run(TestEvent event) {
        Sent sent = new Sent();
        Delivery delivery = new Delivery(options.name(), List.of(event.stored()), 1, options.batch() != null);
        long began = System.nanoTime();
        Result result = within(delivery, event, sent);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new TestDelivery(event, result, notes(event), blackened(sent, redaction), took);
    }

    private Result within(Delivery delivery, TestEvent event, Sent sent) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(consumer.test(delivery, event.event(), sent));
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                },
                "test-" + options.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return failed("It did not end within " + patience.toSeconds() + " s, and was interrupted.");
        } catch (ExecutionException e) {
            return failed("The test failed in the relay: " + redaction.line(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return failed("The relay is stopping.");
        }
    }

    private static Result failed(String cause) {
        return new Result.Failed(Result.Failure.TRANSIENT, 0, cause, null);
    }

    private List<String> notes(TestEvent event) {
        List<String> notes = new ArrayList<>();
        if (!options.subscription().matches(event.stored().kind())) {
            notes.add("A real event of this kind would not come here: the destination subscribes to "
                    + options.subscription() + ".");
        }
        String filtered = consumer.filtered(event.event());
        if (filtered != null) {
            notes.add("A real event like this one would be left out by the filter: " + filtered + ".");
        }
        return notes;
    }

    static List<TestDelivery.Message> blackened(Sent sent, Redaction redaction) {
        return sent.messages().stream()
                .map(message -> new TestDelivery.Message(
                        redaction.line(message.by()),
                        message.parts().stream()
                                .map(part -> new TestDelivery.Part(part.name(), redaction.text(part.text())))
                                .toList(),
                        message.answer() == null ? null : redaction.line(message.answer())))
                .toList();
    }
}
