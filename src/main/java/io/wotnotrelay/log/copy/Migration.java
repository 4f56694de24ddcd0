package io.wotnotrelay.log.copy;

import io.wotnotrelay.log.copy.Migrated.Part;
import java.util.List;

/**
 * Copies a whole log. The target is marked first, and the mark is taken away when all of it was read again and compared: what
 * was broken off in between is known, and goes on from the last event that was copied.
 */
public final class Migration {
    private final Source source;
    private final Target target;
    private final Progress progress;
    private Runnable beforeCheck = () -> {};

    public Migration(Source source, Target target, Progress progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /** Lets a test do harm between copying and checking. */
    Migration beforeCheck(Runnable harm) {
        beforeCheck = harm;
        return this;
    }

    /**
     * Copies and checks. Where a row differs the copy stays marked.
     *
     * @param restart begin anew where a copy was broken off, instead of going on
     * @throws MigrationException where the target is in use, holds half of another log, or a store fails
     */
    public Migrated run(boolean restart) {
        Mark left = Asked.of(target, target::mark);
        boolean continued = left != null && !restart;
        if (continued && !left.source().equals(source.id())) {
            throw new MigrationException("Half of another log was copied to " + target.name()
                    + "; nothing was changed. To throw that away and copy this one, add --restart.");
        }
        try {
            return carryOut(left, continued);
        } catch (MigrationException e) {
            throw new MigrationException(
                    e.getMessage() + " The log " + source.name() + " is as it was, " + target.name()
                            + " is copied by half: run the same again to go on.",
                    e);
        }
    }

    private Migrated carryOut(Mark left, boolean continued) {
        Mark mark = continued ? left : begin(left != null);
        Source.Span span = Asked.of(source, source::span);
        copy(span, continued);
        beforeCheck.run();
        Check check = new Check(source, target, progress);
        List<Part> parts = check.run();
        Migrated done = new Migrated(
                source.name(), target.name(), mark.log(), span.first(), span.last(), continued, parts, check.faults());
        if (done.good()) {
            Asked.to(target, () -> target.finish(mark));
        }
        return done;
    }

    private Mark begin(boolean anew) {
        Mark mark = Mark.of(source.id());
        Asked.to(target, () -> {
            if (anew) {
                target.clear();
            }
            target.begin(mark, source.bornAt());
        });
        return mark;
    }

    private void copy(Source.Span span, boolean continued) {
        Way way = new Way(progress, Progress.Phase.COPY, source);
        long there = continued ? goOn(span) : 0;
        long skipped = there == 0 ? 0 : there - span.first() + 1;
        way.skip(skipped);
        for (Table table : Table.ALL) {
            Object[] after = table == Table.EVENT && there > 0 ? new Object[] {there} : null;
            way.over(table, copy(table, after, way) + (table == Table.EVENT ? skipped : 0));
        }
        for (Table table : Table.COUNTED) {
            long last = Asked.of(source, () -> source.counter(table));
            Asked.to(target, () -> target.count(table, last));
        }
        Asked.to(target, target::settle);
    }

    /** Leaves of what is there the events that the source still has, and gives the last one; 0 where there is none. */
    private long goOn(Source.Span span) {
        for (Table table : Table.ALL) {
            if (table != Table.EVENT) {
                Asked.to(target, () -> target.clear(table));
            }
        }
        return Asked.of(target, () -> target.keepEvents(span));
    }

    /** Copies what comes after this key; gives how many rows. */
    private long copy(Table table, Object[] after, Way way) {
        long rows = 0;
        Object[] last = after;
        while (true) {
            Object[] from = last;
            List<Object[]> page = Asked.of(source, () -> source.page(table, from));
            if (page.isEmpty()) {
                return rows;
            }
            Asked.to(target, () -> target.write(table, page));
            last = page.get(page.size() - 1);
            rows += page.size();
            way.gone(table, page.size());
        }
    }
}
