package io.wotnotrelay.log.postgres;

/** What a replica knows of itself in a log, whatever connection it writes on. Of the writer's thread only, but for what never changes. */
final class Standing {
    private final long key;
    private final long replica;
    private final Fate fate;
    private Place place;
    private long commits;

    /**
     * @param key of the lock that a transaction begins with
     * @param replica this start's number
     * @param place where the log is
     */
    Standing(long key, long replica, Place place, Fate fate) {
        this.key = key;
        this.replica = replica;
        this.place = place;
        this.fate = fate;
    }

    long key() {
        return key;
    }

    long replica() {
        return replica;
    }

    Fate fate() {
        return fate;
    }

    Place place() {
        return place;
    }

    /** The log has come to here. */
    void arrived(Place now) {
        place = now;
    }

    /** A number no commit of this start had. */
    long nextCommit() {
        return ++commits;
    }
}
