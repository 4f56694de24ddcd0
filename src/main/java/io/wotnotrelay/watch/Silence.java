package io.wotnotrelay.watch;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Receipt;
import java.time.Duration;
import java.util.List;

/**
 * Tells once that WotNot has sent nothing for so much working time, and that it sends again. What counts is the last
 * request with events in the log, so a restart changes nothing; duplicates count, too.
 */
final class Silence implements Watcher {
    /** After a start, WotNot gets so long to send what it could not. */
    private static final long GRACE = Duration.ofMinutes(10).toMillis();

    private static final long BETWEEN = Duration.ofSeconds(20).toMillis();
    private static final int PAGE = 100;
    private static final int PAGES = 20;

    private final Memory memory;
    private final Notices notices;
    private final EventLog log;
    private final WorkingHours hours;
    private final long after;
    private final long startedAt;
    private volatile long heardAt;
    private long lookedAt = Long.MIN_VALUE;

    /** {@code settings}: with an {@code after}. */
    Silence(Memory memory, Notices notices, EventLog log, Settings.Silence settings, long now) {
        this.memory = memory;
        this.notices = notices;
        this.log = log;
        this.hours = new WorkingHours(settings);
        this.after = settings.after().toMillis();
        this.startedAt = now;
        this.heardAt = lastReceipt();
    }

    /** An event of WotNot's was stored; from any thread. */
    void heard(long at) {
        heardAt = Math.max(heardAt, at);
    }

    @Override
    public void look(long now) {
        if (memory.silentSince != 0 && heardAt > memory.silentSince) {
            over(memory.silentSince, heardAt, now);
        }
        if (now < lookedAt || now >= lookedAt + BETWEEN) {
            lookedAt = now;
            listen(now);
        }
    }

    private void listen(long now) {
        long last = heardAt == 0 ? startedAt : heardAt;
        boolean quiet = memory.silentSince == 0
                && now - startedAt >= Math.min(GRACE, after)
                && hours.between(last, now) >= after;
        if (quiet || memory.silentSince != 0) {
            heard(lastReceipt());
        }
        if (quiet && notices.mayTell(OwnKinds.SILENCE, now) && (heardAt == 0 ? startedAt : heardAt) == last) {
            memory.silentSince = last;
            notices.tell(OwnKinds.SILENCE, silent(last, now));
        }
    }

    private Notice silent(long last, long now) {
        String toDo =
                "Look whether your bots run and whether WotNot's Events page shows this relay's address; bin/relay"
                        + " receipts shows what came in, refused requests too.";
        String since = Words.time(last, hours.zone());
        String text = (heardAt == 0
                        ? "WotNot has not sent anything since " + since
                        : "WotNot has sent nothing since " + since)
                + ", for " + Words.duration(hours.between(last, now)) + " of working time. " + toDo;
        return notice("silent", last, text, toDo, now);
    }

    private void over(long since, long heard, long now) {
        memory.silentSince = 0;
        String text = "WotNot sends again: the first event after a silence of " + Words.duration(heard - since)
                + " came at " + Words.time(heard, hours.zone()) + ".";
        notices.tellEnd(notice("over", since, text, null, now));
    }

    private static Notice notice(String state, long since, String text, String toDo, long now) {
        return new Notice(
                OwnKinds.SILENCE, now, text, Notice.facts("state", state, "since", Words.iso(since), "toDo", toDo));
    }

    /** When the last request with events came; 0 where none is found among the latest. */
    private long lastReceipt() {
        long before = Long.MAX_VALUE;
        for (int i = 0; i < PAGES; i++) {
            List<Receipt> page = log.receipts(before, PAGE);
            for (Receipt receipt : page) {
                if (receipt.outcome() == Receipt.Outcome.ACCEPTED && !receipt.own()) {
                    return receipt.receivedAt();
                }
                before = receipt.id();
            }
            if (page.size() < PAGE) {
                return 0;
            }
        }
        return 0;
    }
}
