package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.RestorePlan.Here;
import io.wotnotrelay.log.Restored;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What a restore would do, and did, in words. */
final class RestoreText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private RestoreText() {}

    static String plan(RestorePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(backup(plan.backup()));
        lines.addAll(here(plan));
        if (!plan.lanes().isEmpty()) {
            lines.add("");
            lines.addAll(table(plan));
        }
        plan.lanes().stream().filter(lane -> lane.inDoubt() > 0).forEach(lane -> lines.add(inDoubt(lane)));
        plan.bornSince()
                .forEach(name ->
                        lines.add("Destination " + name + " is not in the backup: it begins anew, as its file says."));
        return String.join(System.lineSeparator(), lines);
    }

    private static String inDoubt(RestorePlan.Lane lane) {
        return "Destination %s: deliveries of %s were under way when the backup was taken and may have arrived; they are looked for, or sent again with a remark."
                .formatted(lane.name(), lane.inDoubt() == 1 ? "1 event" : lane.inDoubt() + " events");
    }

    private static String backup(Backup backup) {
        String events = backup.events() == 0
                ? "no events, the last one was " + backup.head()
                : "events %d to %d, %s".formatted(backup.first(), backup.head(), Bytes.text(backup.bytes()));
        return "%s was taken at %s by relay %s: %s."
                .formatted(backup.file(), TIME.format(backup.takenAt()), OneLine.of(backup.relay(), 50), events);
    }

    private static List<String> here(RestorePlan plan) {
        Here here = plan.here();
        String until = "Events that came after it are not in it";
        if (here == Here.SAME_LOG) {
            return List.of(
                    plan.eventsSince() == 0
                            ? "The event log " + plan.log() + " has had no event since."
                            : "%s: %d (%d to %d) of %s will be missing."
                                    .formatted(
                                            until,
                                            plan.eventsSince(),
                                            plan.backup().head() + 1,
                                            plan.headHere(),
                                            plan.log()));
        }
        String why = switch (here) {
            case NOTHING -> "There is no event log " + plan.log();
            case OTHER_LOG -> "The event log " + plan.log() + " is not the one it was taken of, or was restored since";
            default -> "The event log " + plan.log() + " cannot be read (" + OneLine.of(plan.fault(), 200) + ")";
        };
        return List.of(
                until + ".",
                why
                        + ", so nobody can say how far each destination has got since: what was delivered after that time is delivered again.");
    }

    private static List<String> table(RestorePlan plan) {
        List<String> lines = new ArrayList<>();
        String row = "%-24s %14s %14s %14s %16s";
        lines.add(row.formatted("destination", "goes on after", "unfinished", "had got to", "delivered again"));
        for (RestorePlan.Lane lane : plan.lanes()) {
            boolean renamed = lane.nameHere() != null && !lane.nameHere().equals(lane.name());
            lines.add(row.formatted(
                            lane.name() + (renamed ? " (now " + lane.nameHere() + ")" : ""),
                            lane.cursor(),
                            lane.unfinished(),
                            number(lane.cursorHere()),
                            number(lane.repeats()))
                    .stripTrailing());
        }
        return lines;
    }

    private static String number(long n) {
        return n < 0 ? "not known" : Long.toString(n);
    }

    static String done(RestorePlan plan, Restored done) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Restored " + plan.log() + ". The next start goes on from there and builds the search index again.");
        if (done.aside() != null) {
            lines.add("The event log that was there is now " + done.aside()
                    + ". Delete it when it is not needed any more.");
        }
        done.written().forEach(name -> lines.add("The " + name + " of the backup was brought back."));
        done.kept()
                .forEach(name -> lines.add(
                        "The " + name + " that is here was kept; the backup holds another one. To use that, delete the"
                                + " one here and restore again."));
        return String.join(System.lineSeparator(), lines);
    }
}
