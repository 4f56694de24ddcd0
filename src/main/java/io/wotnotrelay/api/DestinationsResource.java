package io.wotnotrelay.api;

import java.util.List;

/** {@code /destinations}: how each stands. */
final class DestinationsResource {
    static final List<Operation> OPERATIONS = List.of(
            Operation.get("/destinations", DestinationsResource::list, "state", "limit", "after"),
            Operation.get(
                    "/destinations/{name}",
                    request -> new DestinationViews(request.rooms()).named(request.path("name"))));

    private DestinationsResource() {}

    private static Page<DestinationView> list(Request request) {
        DestinationState state = request.query().word("state", DestinationState.class);
        List<DestinationView> wanted = new DestinationViews(request.rooms())
                .all().stream().filter(d -> state == null || d.state() == state).toList();
        int from = (int) Math.min(request.query().after(0), wanted.size());
        int to = Math.min(from + request.query().limit(), wanted.size());
        return Page.of(wanted.subList(from, to), to < wanted.size() ? Integer.toString(to) : null, request.rooms());
    }
}
