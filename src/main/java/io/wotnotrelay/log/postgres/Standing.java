package io.wotnotrelay.log.postgres;

/** What a replica knows of itself in a log, whatever connection it writes on. Of the writer's thread only, but for what never changes. */
final class Standing {
    private final long key;
    private final long replica;
    private final Fence fence;
    private final Fate fate;
    private Place place;
    private long commits;

    /**
     * @param key of the lock that a transaction begins with
     * @param replica this start's number
     * @param place where the log is
     */
    Standing(long key, long replica, Place place, Fence fence, Fate fate) {
        this.key = key;
        this.replica = replica;
        this.place = place;
        this.fence = fence;
        this.fate = fate;
    }

    long key() {
        return key;
    }

    long replica() {
        return replica;
    }

    Fence fence() {
        return fence;
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
