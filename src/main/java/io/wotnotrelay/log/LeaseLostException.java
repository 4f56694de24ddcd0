package io.wotnotrelay.log;

/** Another replica has this lease, or may have it by now: nothing was written. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code lease}: the one that does not hold any more. */
    public LeaseLostException(Lease lease) {
        super("The lease of " + lease.name() + " with epoch " + lease.epoch()
                + " is not this replica's any more: another one goes on from what is written down.");
    }
}
