package io.wotnotrelay.api;

import io.wotnotrelay.replica.Replicas;
import java.util.List;

/** {@code /replicas}: the relays that share this log, and what each runs. */
final class ReplicasResource {
    static final List<Operation> OPERATIONS = List.of(Operation.get("/replicas", ReplicasResource::list));

    private ReplicasResource() {}

    /** There are few: one page holds all. */
    private static Page<Replicas.Member> list(Request request) {
        return Page.of(request.rooms().replicas().all(), null, request.rooms());
    }
}
