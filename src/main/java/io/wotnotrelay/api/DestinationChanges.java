package io.wotnotrelay.api;

import io.wotnotrelay.log.LaneRecord;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What can be done to a destination: pause, resume, rename, forget. All of it lasts: the log remembers it. */
final class DestinationChanges {
    static final List<Operation> OPERATIONS = List.of(
            Operation.post("/destinations/{name}/pause", request -> pause(request, true)),
            Operation.post("/destinations/{name}/resume", request -> pause(request, false)),
            Operation.post("/destinations/{name}/rename", DestinationChanges::rename),
            Operation.delete("/destinations/{name}", DestinationChanges::forget));

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private DestinationChanges() {}

    /** The body of a rename. */
    record NewName(String name) {}

    /** What is answered when there is nothing left to show. */
    record Done(String name) {}

    private static DestinationView pause(Request request, boolean paused) {
        DestinationViews views = new DestinationViews(request.rooms());
        String name = views.recordNamed(request.path("name")).name();
        if (paused) {
            request.rooms().lanes().pause(name);
        } else {
            request.rooms().lanes().resume(name);
        }
        return views.named(name);
    }

    private static DestinationView rename(Request request) {
        DestinationViews views = new DestinationViews(request.rooms());
        LaneRecord record = views.recordNamed(request.path("name"));
        String name = Json.read(request.body(), NewName.class, "{\"name\": \"new-name\"}")
                .name();
        if (name == null || !name.matches(NAME)) {
            throw Refusal.wrong("A destination's name is small letters, digits and hyphens, 63 at most,"
                    + " and begins with a letter or a digit.");
        }
        mustBeMissing(views, record.name(), "renamed");
        if (views.record(name).isPresent() || views.file(name).isPresent()) {
            throw new Refusal(
                    409, "There is a destination of the new name already; choose another, or forget that one.");
        }
        await(request.rooms().log().rename(record.id(), name));
        return views.named(name);
    }

    private static Done forget(Request request) {
        DestinationViews views = new DestinationViews(request.rooms());
        LaneRecord record = views.recordNamed(request.path("name"));
        mustBeMissing(views, record.name(), "forgotten");
        await(request.rooms().log().forget(record.id()));
        return new Done(record.name());
    }

    private static void mustBeMissing(DestinationViews views, String name, String what) {
        DestinationViews.Standing standing = views.standing(name);
        if (standing.file() == null && standing.state() != DestinationState.MISSING) {
            throw new Refusal(
                    409,
                    "Only a destination without a file can be " + what + ", and another relay of this log has one"
                            + " (bin/relay destinations tells which). Take the file away there, then repeat this.");
        }
        if (standing.state() != DestinationState.MISSING || standing.file() != null) {
            throw new Refusal(
                    409,
                    "Only a destination without a file can be " + what + ", and this one is in "
                            + standing.file().file().getFileName()
                            + ". Take it out of the file or the file out of the folder, then repeat this.");
        }
    }

    private static void await(CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
