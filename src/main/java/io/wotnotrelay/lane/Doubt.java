package io.wotnotrelay.lane;

/** Why nobody knows whether a delivery has been done already. */
public enum Doubt {
    /** The relay ended, or gave up waiting, while the destination had it. */
    CRASH("after a crash"),
    /** The destination had it, and no answer came back. */
    NO_ANSWER("after a try without an answer");

    /** How a doubt ended with a delivery that went well. */
    public enum Settled {
        /** It was there: nothing was done a second time. */
        FOUND,
        /** It was not there, and was done. */
        MISSING,
        /** It was done without looking, because nobody can look: it may be there twice. */
        SENT_AGAIN
    }

    private final String when;

    Doubt(String when) {
        this.when = when;
    }

    /** The remark on the delivery, for people. */
    String remark(Settled how) {
        return switch (how) {
            case FOUND -> "In doubt " + when + ": it was found there, so it was not sent again";
            case MISSING -> "In doubt " + when + ": it was not there, so it was sent";
            case SENT_AGAIN -> "Sent again " + when + ": the receiver may hold it twice";
        };
    }
}
