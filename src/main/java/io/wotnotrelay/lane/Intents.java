package io.wotnotrelay.lane;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * For a destination that does not recognise a second time: what is about to be done is on disk before a worker has it,
 * so that after a crash it is known what may have been done. See docs/adr/0010. Owned by the lane's thread.
 *
 * <p>An intent goes into the same commit as the outcomes of the runs whose slots its own run takes over, so a lane that
 * is busy makes no more commits than one without intents.
 */
final class Intents {
    private final boolean wanted;
    private final Supplier<Draft> draft;
    /** Begun before this lane was opened, and not met yet. */
    private final Set<Long> doubtful = new HashSet<>();
    /** Found on disk when the lane was opened, and meaningless. */
    private final Set<Long> stale = new HashSet<>();

    /** {@code wanted}: whether the destination needs them; {@code draft}: what will be written next. */
    Intents(boolean wanted, Supplier<Draft> draft) {
        this.wanted = wanted;
        this.draft = draft;
    }

    /** What the log remembers: those in doubt, and those that mean nothing any more. */
    void restore(Set<Long> inDoubt, List<Long> meaningless) {
        stale.addAll(meaningless);
        if (wanted) {
            doubtful.addAll(inDoubt);
        } else {
            draft.get().over(inDoubt);
        }
        draft.get().over(meaningless);
    }

    /** Whether the intent of this one was meaningless when the lane was opened, so that it goes, or has gone. */
    boolean isStale(long seq) {
        return stale.contains(seq);
    }

    /** Gives one that the lane has come to know the doubt there is about it. */
    void recognise(Entry entry) {
        if (doubtful.remove(entry.seq)) {
            entry.intent = true;
            entry.doubt = Doubt.CRASH;
        }
    }

    /** One has come back from the dead letters; {@code before}: as it was, null where it died before a restart. */
    void revived(Entry entry, Entry before) {
        if (before == null) {
            recognise(entry);
        } else {
            entry.intent = before.intent;
            entry.doubt = before.doubt;
        }
    }

    /** Slots that come free with the next commit: a run announced in it may take them over. */
    int coming() {
        return wanted ? draft.get().runs : 0;
    }

    /**
     * Whether a run may go to a worker now. If not, it is announced and goes when that is on disk.
     *
     * @param slot whether it has a slot that is free, and not one that comes free with the next commit
     */
    boolean mayBegin(Run run, boolean slot) {
        List<Entry> bare =
                wanted ? run.entries.stream().filter(entry -> !entry.intent).toList() : List.of();
        if (bare.isEmpty() && slot) {
            return true;
        }
        draft.get().announce(run, bare);
        return false;
    }

    /** The destination had these, and nobody knows what became of them. */
    static void doubt(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.intent && entry.doubt == null) {
                entry.doubt = Doubt.NO_ANSWER;
            }
        }
    }
}
