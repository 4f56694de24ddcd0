package io.wotnotrelay.api;

import io.wotnotrelay.config.Nearest;
import io.wotnotrelay.destination.Destinations;
import io.wotnotrelay.destination.TestDelivery;
import io.wotnotrelay.destination.TestEvent;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.SampleEvents;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /destinations/{name}/test}: sends one marked event for real, and shows what went out and what came back. */
final class DestinationTests {
    static final List<Operation> OPERATIONS =
            List.of(Operation.slowPost("/destinations/{name}/test", DestinationTests::test));

    private static final String SHAPE = "{\"sample\": \"message.text\"} or {\"event\": \"evt_…\"}";

    private DestinationTests() {}

    /** The body; both may be left out. */
    record What(String event, String sample) {}

    /** How it ended. */
    enum Outcome {
        DELIVERED,
        FAILED
    }

    /**
     * @param of the id of the event it was made of, or the name of the sample
     * @param id its own
     */
    record Tested(String of, String id, String type, String subtype, String text) {}

    /**
     * @param result a word of {@link Outcome}
     * @param failure the class of what went wrong; null where nothing did
     * @param code the receiver's status; null where there is none
     * @param consequence what would become of a real event; null where all went well
     */
    record View(
            String destination,
            Tested event,
            String result,
            String failure,
            Integer code,
            String cause,
            String consequence,
            List<String> notes,
            List<TestDelivery.Message> sent,
            long millis) {}

    private static View test(Request request) {
        DestinationViews views = new DestinationViews(request.rooms());
        DestinationView destination = views.named(request.path("name"));
        What what = request.body().length == 0 ? new What(null, null) : Json.read(request.body(), What.class, SHAPE);
        TestEvent event = event(request.rooms(), what);
        TestDelivery done = request.rooms()
                .destinations()
                .test(destination.name(), event)
                .orElseThrow(() -> new Refusal(
                        409,
                        "This destination does not run, so it cannot be tested."
                                + (destination.cause() == null ? "" : " " + destination.cause())));
        return view(destination.name(), done, notes(views, destination, done));
    }

    private static TestEvent event(Rooms rooms, What what) {
        if (what.event() != null && what.sample() != null) {
            throw Refusal.wrong("Give an event or a sample, not both.");
        }
        if (what.event() != null) {
            StoredEvent stored = EventsResource.stored(rooms, what.event())
                    .orElseThrow(() -> Refusal.missing("There is no event of this id, or it is no longer kept."));
            return TestEvent.like(stored, rooms.contexts().seen(stored, EventSummary.read(stored)));
        }
        return what.sample() == null
                ? null
                : Destinations.sample(what.sample()).orElseThrow(() -> Refusal.wrong(unknown(what.sample())));
    }

    private static String unknown(String sample) {
        List<String> names =
                SampleEvents.all().stream().map(SampleEvents.Sample::name).toList();
        return "There is no sample of this name. Did you mean " + Nearest.of(sample, names) + "? There are: "
                + String.join(", ", names) + ".";
    }

    private static List<String> notes(DestinationViews views, DestinationView destination, TestDelivery done) {
        List<String> notes = new ArrayList<>(done.notes());
        views.file(destination.name())
                .filter(file -> file.state() == Destinations.State.OUTDATED)
                .ifPresent(file -> notes.add("What was tested is the version that runs. " + file.reason()));
        if (destination.state() != DestinationState.RUNNING) {
            notes.add("Real events wait now, for the destination is "
                    + Query.word(destination.state()).replace('_', ' ') + ".");
        }
        return notes;
    }

    private static View view(String destination, TestDelivery done, List<String> notes) {
        Event event = done.event().event();
        Result.Failed failed = done.result() instanceof Result.Failed f ? f : null;
        return new View(
                destination,
                new Tested(done.event().of(), event.id(), event.type(), event.subtype(), event.text()),
                Query.word(failed == null ? Outcome.DELIVERED : Outcome.FAILED),
                failed == null ? null : Query.word(failed.failure()),
                failed == null || failed.code() == 0 ? null : failed.code(),
                failed == null ? null : failed.cause(),
                failed == null ? null : consequence(failed.failure()),
                notes,
                done.sent(),
                done.took().toMillis());
    }

    private static String consequence(Result.Failure failure) {
        return switch (failure) {
            case TRANSIENT -> "A real event would be tried again.";
            case QUOTA -> "Real events would wait until more are taken.";
            case PERMANENT, BAD_EVENT -> "A real event like this one would be a dead letter.";
            case CONFIGURATION -> "With a real event the destination would be held until this is mended.";
        };
    }
}
