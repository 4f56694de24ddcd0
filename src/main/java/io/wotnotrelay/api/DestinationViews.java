package io.wotnotrelay.api;

import io.wotnotrelay.config.Nearest;
import io.wotnotrelay.destination.Destinations;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneStatus;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what the log, the lanes and the files know of the destinations. */
final class DestinationViews {
    private final Rooms rooms;
    private final List<Destinations.Status> files;

    DestinationViews(Rooms rooms) {
        this.rooms = rooms;
        this.files = rooms.destinations().status();
    }

    /** All there are, by name; files that cannot be read come last. */
    List<DestinationView> all() {
        TreeSet<String> names = new TreeSet<>();
        rooms.log().lanes().forEach(record -> names.add(record.name()));
        files.forEach(file -> names.addAll(file.destinations()));
        List<DestinationView> all = new ArrayList<>();
        names.forEach(name -> all.add(one(name)));
        files.stream()
                .filter(file -> file.destinations().isEmpty() && file.state() == Destinations.State.BROKEN)
                .map(file -> view(null, new Standing(DestinationState.BROKEN, file.reason(), file)))
                .forEach(all::add);
        return all;
    }

    /** @throws Refusal when there is none of this name */
    DestinationView named(String name) {
        if (record(name).isEmpty() && file(name).isEmpty()) {
            throw unknown();
        }
        return one(name);
    }

    /** @throws Refusal when there is none of this name */
    LaneRecord recordNamed(String name) {
        return record(name).orElseThrow(this::unknown);
    }

    private Refusal unknown() {
        List<String> names =
                all().stream().map(DestinationView::name).filter(n -> n != null).toList();
        return Refusal.missing("There is no destination of this name."
                + (names.isEmpty() ? "" : " There are: " + String.join(", ", names) + "."));
    }

    /** @throws Refusal with the nearest name */
    void mustKnow(String name) {
        List<String> names =
                all().stream().map(DestinationView::name).filter(n -> n != null).toList();
        if (!names.contains(name)) {
            throw Refusal.wrong("There is no destination of this name."
                    + (names.isEmpty() ? "" : " Did you mean " + Nearest.of(name, names) + "?"));
        }
    }

    /** @param file null where there is none */
    record Standing(DestinationState state, String cause, Destinations.Status file) {}

    /** Whether a destination delivers, and if not, why. */
    Standing standing(String name) {
        Destinations.Status file = file(name).orElse(null);
        Optional<LaneStatus> lane = rooms.lanes().lane(name).map(Lane::status);
        if (lane.isPresent()) {
            String outdated = file == null ? null : file.reason();
            String cause = Stream.of(lane.get().cause(), outdated)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            return new Standing(DestinationState.of(lane.get().state()), cause.isEmpty() ? null : cause, file);
        }
        if (file == null) {
            return new Standing(
                    DestinationState.MISSING,
                    "No file of the routes folder has a destination of this name. Bring the file back, or forget it.",
                    null);
        }
        return file.state() == Destinations.State.BROKEN
                ? new Standing(DestinationState.BROKEN, file.reason(), file)
                : new Standing(DestinationState.MISSING, "Its route is not started.", file);
    }

    private DestinationView one(String name) {
        return view(name, standing(name));
    }

    private DestinationView view(String name, Standing standing) {
        Optional<LaneRecord> record = name == null ? Optional.empty() : record(name);
        Counts counts = record.map(this::counts).orElse(Counts.NONE);
        LaneTotals totals = record.map(r -> rooms.log().totals(r.id())).orElse(new LaneTotals(0, 0, 0, 0));
        Destinations.Status file = standing.file();
        return new DestinationView(
                name,
                standing.state(),
                standing.cause(),
                file == null ? null : file.file().toString(),
                file == null || file.line() == 0 ? null : file.line(),
                file == null || file.column() == 0 ? null : file.column(),
                file == null ? null : file.excerpt(),
                record.map(r -> Instant.ofEpochMilli(r.bornAt())).orElse(null),
                record.map(this::cursor).orElse(0L),
                counts.waiting(),
                counts.parked(Parked.State.RETRYING),
                counts.parked(Parked.State.BLOCKED),
                counts.parked(Parked.State.HELD),
                counts.parked(Parked.State.DEAD),
                totals.delivered(),
                totals.filtered(),
                totals.expired(),
                counts.oldest() == null ? 0 : age(counts.oldest()));
    }

    private record Counts(long waiting, Map<Parked.State, Long> parked, Instant oldest) {
        static final Counts NONE = new Counts(0, Map.of(), null);

        long parked(Parked.State state) {
            return parked.getOrDefault(state, 0L);
        }
    }

    private Counts counts(LaneRecord record) {
        Map<Parked.State, Long> parked = rooms.log().parkedCounts(record.id());
        return rooms.lanes()
                .lane(record.name())
                .map(Lane::status)
                .map(lane -> new Counts(lane.waiting(), parked, lane.oldestReceivedAt()))
                .orElseGet(() -> new Counts(Math.max(0, rooms.log().head() - record.cursor()), parked, oldest(record)));
    }

    /** Of a lane that is not open: its first parked event, or the one after its cursor. */
    private Instant oldest(LaneRecord record) {
        Optional<StoredEvent> parked = rooms.log().parked(record.id(), 0, 1).stream()
                .findFirst()
                .flatMap(row -> rooms.log().find(row.seq()));
        Optional<StoredEvent> next =
                rooms.log().read(record.cursor(), 1).stream().findFirst();
        return Stream.of(parked, next)
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(StoredEvent::seq))
                .map(e -> Instant.ofEpochMilli(e.receivedAt()))
                .orElse(null);
    }

    /** Where a lane is; one that runs writes its cursor down now and then only. */
    long cursor(LaneRecord record) {
        return rooms.lanes()
                .lane(record.name())
                .map(lane -> Math.max(lane.status().cursor(), record.cursor()))
                .orElse(record.cursor());
    }

    private long age(Instant since) {
        return Math.max(0, Duration.between(since, rooms.clock().instant()).toSeconds());
    }

    Optional<LaneRecord> record(String name) {
        return rooms.log().lanes().stream().filter(r -> r.name().equals(name)).findFirst();
    }

    Optional<Destinations.Status> file(String name) {
        return files.stream().filter(f -> f.destinations().contains(name)).findFirst();
    }
}
