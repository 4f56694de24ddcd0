package io.wotnotrelay.log.index;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Searches the end of the log that the index has not reached: backwards from the newest, within bounds. */
final class TailScan {
    private static final int MOST = 5_000;
    private static final int PAGE = 500;

    private final EventLog log;
    private final IndexedFields.Reader reader;

    TailScan(EventLog log, IndexedFields.Reader reader) {
        this.log = log;
        this.reader = reader;
    }

    /** @param complete whether everything past the index was looked at, or enough was found before that */
    record Part(List<Long> seqs, boolean complete) {}

    /** Events past {@code indexedTo} that match, newest first. */
    Part search(EventQuery query, long indexedTo) {
        Predicate<StoredEvent> wanted = matches(query);
        return scan(wanted, Math.max(indexedTo, query.after()), query.before(), query.limit());
    }

    /** The newest event past {@code indexedTo} with this digest. */
    Part digest(byte[] digest, long indexedTo) {
        return scan(e -> java.util.Arrays.equals(e.digest(), digest), indexedTo, Long.MAX_VALUE, 1);
    }

    private Part scan(Predicate<StoredEvent> wanted, long after, long before, int limit) {
        List<Long> out = new ArrayList<>();
        long end = Math.min(before - 1, log.head());
        long stop = Math.max(after, end - MOST);
        while (end > stop && out.size() < limit) {
            long from = Math.max(stop, end - PAGE);
            List<StoredEvent> page = page(from, end);
            for (int i = page.size() - 1; i >= 0 && out.size() < limit; i--) {
                if (wanted.test(page.get(i))) {
                    out.add(page.get(i).seq());
                }
            }
            end = from;
        }
        return new Part(out, out.size() == limit || stop <= after);
    }

    /** All from one place to another, both ends told; a page of the log may be shorter for its bytes. */
    private List<StoredEvent> page(long from, long to) {
        List<StoredEvent> out = new ArrayList<>();
        long at = from;
        while (at < to) {
            List<StoredEvent> next = log.read(at, (int) (to - at));
            if (next.isEmpty() || next.get(0).seq() > to) {
                break;
            }
            next.stream().filter(e -> e.seq() <= to).forEach(out::add);
            at = next.get(next.size() - 1).seq();
        }
        return out;
    }

    private Predicate<StoredEvent> matches(EventQuery query) {
        List<Words.Phrase> phrases = query.text() == null ? List.of() : Words.phrases(query.text());
        return event -> {
            if (!within(event.receivedAt(), query.receivedFrom(), query.receivedTo())) {
                return false;
            }
            IndexedFields fields = reader.of(event);
            return is(query.type(), fields.type())
                    && is(query.subtype(), fields.subtype())
                    && is(query.conversation(), fields.conversation())
                    && within(fields.occurredAt(), query.occurredFrom(), query.occurredTo())
                    && hasAll(phrases, fields.text());
        };
    }

    private static boolean is(String wanted, String there) {
        return wanted == null || Objects.equals(wanted, there);
    }

    private static boolean within(Long time, Long from, Long to) {
        if (from == null && to == null) {
            return true;
        }
        return time != null && (from == null || time >= from) && (to == null || time < to);
    }

    private static boolean hasAll(List<Words.Phrase> phrases, String text) {
        if (phrases.isEmpty()) {
            return true;
        }
        List<String> words = text == null ? List.of() : Words.of(text);
        return phrases.stream().allMatch(p -> p.in(words));
    }
}
