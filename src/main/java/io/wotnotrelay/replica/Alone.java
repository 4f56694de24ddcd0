package io.wotnotrelay.replica;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A relay that has its log for itself. */
public final class Alone implements Replicas {
    private final String id;
    private final String host;
    private final Instant startedAt;
    private final Clock clock;
    private final Supplier<List<String>> open;

    /** {@code open}: the names of the lanes that are open. */
    public Alone(String id, String host, Clock clock, Supplier<List<String>> open) {
        this.id = id;
        this.host = host;
        this.clock = clock;
        this.startedAt = now();
        this.open = open;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<Member> all() {
        return List.of(new Member(id, host, startedAt, now(), true, true, open.get()));
    }

    @Override
    public Optional<String> holderOf(String destination) {
        return open.get().contains(destination) ? Optional.of(id) : Optional.empty();
    }

    @Override
    public Optional<Stand> stand(String destination) {
        return Optional.empty();
    }
}
