package io.wotnotrelay.webhook;

/**
 * How many refused requests of a minute are kept as samples: {@value #MOST}, of which a fifth is left to requests of
 * the real sender, so that strangers cannot crowd them out.
 */
final class RejectionQuota {
    static final int MOST = 100;
    private static final int STRANGERS = 80;

    private long minute;
    private int kept;
    private int strangers;

    synchronized boolean take(long now, boolean authentic) {
        if (now != minute) {
            minute = now;
            kept = 0;
            strangers = 0;
        }
        if (kept >= MOST || (!authentic && strangers >= STRANGERS)) {
            return false;
        }
        kept++;
        strangers += authentic ? 0 : 1;
        return true;
    }
}
